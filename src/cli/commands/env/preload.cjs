// Written by `mockfluence env`. For clients of Node that know no proxy: what they send by TLS to another machine goes
// to the proxy of the look-alike network, which knows the host by the name in TLS. What goes by a proxy already, to
// this machine, or to a host that is let through is left as it is.
'use strict';

const tls = require('node:tls');

const { host: HOST, port: PORT, open: OPEN } = /*NETWORK*/{};

const isLoopback = host =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host);
const isOpen = host => OPEN.some(open =>
  open === '*' || open === host || (open.startsWith('.') && (host.endsWith(open) || host === open.slice(1))));

/** Options and callback, however they were given. */
function read(args) {
  const given = [...args];
  const callback = typeof given.at(-1) === 'function' ? given.pop() : undefined;
  const options = {};
  for (const [place, value] of given.entries()) {
    if (value !== null && typeof value === 'object') Object.assign(options, value);
    else if (place === 0) options.port = value;
    else if (typeof value === 'string') options.host = value;
  }
  return { options, callback };
}

const connect = tls.connect;
tls.connect = function (...args) {
  const { options, callback } = read(args);
  const to = String(options.host ?? options.hostname ?? 'localhost').toLowerCase().replace(/^\[|\]$|\.$/g, '');
  if (options.socket || options.path || isLoopback(to) || isOpen(to) || to === HOST) {
    return connect.apply(this, args);
  }
  const servername = options.servername || to;
  return connect.call(this, { ...options, host: HOST, port: PORT, servername, lookup: undefined }, callback);
};
