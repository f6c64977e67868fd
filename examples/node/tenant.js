// A tenant of the server, with a method for each operation of the control API.
'use strict';

const operations = require('./operations.js');

/**
 * A method for each operation whose path is wanted, under its `operationId`: what its path names beside
 * the tenant, in order, then the body, or the query of a GET.
 */
function methods(prototype, serverOf, isWanted, known) {
  for (const [name, [method, path]] of Object.entries(operations)) {
    if (!isWanted(path)) continue;
    prototype[name] = async function (...given) {
      const filled = path.replace(/\{(\w+)\}/g, (_, parameter) => {
        const value = known[parameter] ? known[parameter](this) : given.shift();
        if (value === undefined) throw new TypeError(`${name}: ${parameter} is missing`);
        return encodeURIComponent(value);
      });
      const rest = given.shift();
      const value = await serverOf(this).ask(method, filled, method === 'GET' ? { query: rest } : { body: rest });
      this.acceptedForgeries?.push(...(value?.acceptedForgeries ?? []));
      return value;
    };
  }
}

class Tenant {
  constructor(server, started) {
    this.server = server;
    // What the app took and should have refused. A call that the app accepts is no error, so that a test
    // which awaits a refusal sees it; the end of the test is one.
    this.acceptedForgeries = [];
    Object.assign(this, { name: started.name, baseUrl: started.baseUrl, keysUrl: started.keysUrl });
    Object.assign(this, { clientKey: started.clientKey, cloudId: started.cloudId });
    Object.assign(this, { authorizationServer: started.authorizationServer, admin: started.admin });
  }

  /** The log as text: the same in every run, for a snapshot. `only` is a filter in words. */
  snapshot(only) {
    return this.log({ format: 'text', only });
  }

  /** The log as one HTML page. */
  report() {
    return this.log({ format: 'html' });
  }
}
methods(Tenant.prototype, tenant => tenant.server, path => path.startsWith('/tenants/{tenant}'), { tenant: one => one.name });

module.exports = { Tenant, methods };
