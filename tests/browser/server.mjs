// A running `mockfluence serve`, an app that answers everything with 204, and a long log.

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';

const BINARY = process.env.MOCKFLUENCE ?? new URL('../../target/debug/mockfluence', import.meta.url).pathname;

export async function serve() {
  const child = spawn(BINARY, ['serve', '--exit-with-parent'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const ready = JSON.parse(line.toString());
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${ready.controlToken}`, ...(body && { 'content-type': 'application/json' }) };
    const reply = await fetch(ready.controlUrl + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await reply.text();
    return { status: reply.status, text, json: () => JSON.parse(text) };
  };
  return { ready, ask, stop: () => child.stdin.end() };
}

export async function app() {
  // What it answers to all but its descriptor.
  const answer = { status: 204 };
  const server = createServer((request, response) => {
    request.resume();
    if (request.url !== '/atlassian-connect.json') return void response.writeHead(answer.status).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(descriptor(url)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(answer, { url, stop: () => server.close() });
}

const descriptor = baseUrl => ({
  key: 'my-app', name: 'My app', version: '1.0', baseUrl, authentication: { type: 'jwt' }, scopes: ['READ'],
  lifecycle: { installed: '/installed', enabled: '/enabled', disabled: '/disabled', uninstalled: '/uninstalled' },
  modules: { generalPages: [{ key: 'board', name: { value: 'Board' }, url: '/board' }] },
});

const MODULES = '/rest/atlassian-connect/1/app/module/dynamic';

// One call in the app's place; `spoil` makes another of its query, so that the qsh is wrong.
export async function asApp({ ready, ask }, method, path, body, spoil = '') {
  const { token } = (await ask('POST', '/tenants/acme/apps/my-app/token', { method, path })).json();
  const headers = { authorization: `JWT ${token}`, 'content-type': 'application/json' };
  return fetch(ready.baseUrl + path + spoil, { method, headers, body: body && JSON.stringify(body) });
}

// A life with a bit of everything: a rotated secret, a fault, a refusal, a wipe, and many calls.
export async function live(server, url, calls) {
  const { ask } = server;
  const installed = await ask('POST', '/tenants/acme/apps', { descriptorUrl: `${url}/atlassian-connect.json` });
  if (installed.status !== 201) throw new Error(installed.text);
  const item = key => ({ webItems: [{ key, name: { value: key }, url: '/x', location: 'system.header/left' }] });
  await asApp(server, 'POST', MODULES, item('one'));
  await ask('POST', '/tenants/acme/apps/my-app/rotate-secret', {});
  await asApp(server, 'GET', `${MODULES}?a=1`, undefined, '2');
  await ask('POST', '/tenants/acme/faults', { kind: { status: { status: 503 } }, times: 1, on: { direction: 'from-app' } });
  for (let call = 0; call < calls; call += 1) await asApp(server, 'GET', MODULES);
  const next = { ...descriptor(url), modules: item('one') };
  await ask('POST', '/tenants/acme/apps/my-app/upgrade', { descriptor: next });
}
