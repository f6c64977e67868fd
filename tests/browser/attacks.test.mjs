// What a page that is open in a browser on this machine can do to a server that runs there: nothing.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { launch, watched } from './browser.mjs';
import { app, serve } from './server.mjs';

// Every name below `example` leads to this machine, as an attacker's DNS would have it.
const REBOUND = '--host-resolver-rules=MAP *.example 127.0.0.1';
// What this browser keeps pages from by itself, others do not.
const TRUSTING = '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights';

let server, backend, browser, evil, inside;
const hits = [];

async function listening(handler) {
  const one = createServer(handler);
  one.listen(0, '127.0.0.1');
  await once(one, 'listening');
  return { port: one.address().port, close: () => one.close() };
}

before(async () => {
  [server, backend, browser] = await Promise.all([serve(), app(), launch(REBOUND, TRUSTING)]);
  evil = await listening((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>evil</h1>'));
  inside = await listening((request, response) => { hits.push(request.url); response.writeHead(200).end('{}'); });
  const installed = await server.ask('POST', '/tenants/acme/apps', { descriptorUrl: `${backend.url}/atlassian-connect.json` });
  assert.equal(installed.status, 201, installed.text);
});
after(async () => { await browser?.close(); backend?.stop(); evil?.close(); inside?.close(); server?.stop(); });

// The app under test is as it was, nothing was started, and nobody was called.
async function unharmed() {
  const { tenants } = (await server.ask('GET', '/tenants')).json();
  assert.deepEqual(tenants.map(one => [one.name, one.apps]), [['acme', ['my-app']]]);
  assert.equal((await server.ask('GET', '/tenants/acme/apps/my-app')).json().status, 'enabled');
  assert.deepEqual((await server.ask('GET', '/tenants/acme/faults')).json().faults, []);
  assert.deepEqual(hits, []);
}

const requests = () => {
  const url = `http://127.0.0.1:${inside.port}/jenkins/script`;
  const taken = { key: 'my-app', baseUrl: url, authentication: { type: 'jwt' }, lifecycle: { installed: '/x' } };
  return [
    ['/tenants', { name: 'evil' }],
    ['/tenants/acme/apps', { descriptorUrl: url }],
    ['/tenants/acme/apps', { descriptor: taken, allowedTargets: ['127.0.0.1'] }],
    ['/tenants/acme/apps/my-app/uninstall', {}],
    ['/tenants/acme/apps/my-app/disable', ''],
    ['/tenants/acme/faults', { kind: 'lose-reply' }],
    ['/live-links', ''],
  ].map(([path, body]) => [server.ready.controlUrl + path, body && JSON.stringify(body)]);
};

// A page of another site, and one of another port of this machine, which is same-site with the API.
const foreign = () => [`http://evil.example:${evil.port}/`, `http://127.0.0.1:${evil.port}/`, `http://localhost:${evil.port}/`];

const ways = {
  'a fetch that asks for no leave': (url, body) =>
    fetch(url, { method: 'POST', mode: 'no-cors', body, headers: { 'content-type': 'text/plain' } }).catch(() => {}),
  'a beacon': (url, body) => navigator.sendBeacon(url, body),
  'a fetch with JSON': (url, body) =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }).then(() => { throw new Error('it was answered'); }, () => {}),
  'a form': (url, body) => new Promise(done => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'into', onload: done });
    document.body.append(frame);
    const form = Object.assign(document.createElement('form'), { method: 'POST', action: url, target: 'into', enctype: 'text/plain' });
    form.append(Object.assign(document.createElement('input'), { name: body.slice(0, -1), value: body.slice(-1) }));
    document.body.append(form);
    form.submit();
    setTimeout(done, 1000);
  }),
};

for (const [way, attack] of Object.entries(ways)) {
  test(`${way} from another page changes nothing and calls nobody`, async () => {
    for (const from of foreign()) {
      for (const [url, body] of requests()) {
        const { page } = await watched(browser);
        await page.goto(from);
        const code = `(${attack})(${JSON.stringify(url)}, ${JSON.stringify(body)})`;
        await page.evaluate(code);
        await page.context().close();
      }
    }
    await unharmed();
  });
}

test('a name that is made to lead here reads nothing from the control port', async () => {
  const { page } = await watched(browser);
  const { port } = new URL(server.ready.controlUrl);
  for (const path of ['/', '/tenants', '/tenants/acme/apps/my-app', '/tenants/acme/log?format=json']) {
    const reply = await page.goto(`http://evil.example:${port}${path}`);
    assert.equal(reply.status(), 403, path);
    assert.match(await reply.text(), /DNS rebinding/);
  }
  // What was answered may send nothing on either, and run nothing.
  const sent = await page.evaluate(async () => Promise.all(['GET', 'POST', 'DELETE'].map(async method => {
    const body = method === 'POST' ? '{"name":"evil"}' : undefined;
    const headers = { 'content-type': 'application/json' };
    const path = method === 'DELETE' ? '/tenants/acme' : '/tenants';
    return fetch(path, { method, headers, body }).then(reply => reply.status, () => 'stopped by the browser');
  })));
  assert.deepEqual(sent, Array(3).fill('stopped by the browser'));
  await unharmed();
});

test('a page that was there before its name leads here is refused, too', async () => {
  // As rebinding goes: the attacker's page is served on the same port, and then its name leads here.
  const { page } = await watched(browser);
  const { port } = new URL(server.ready.controlUrl);
  await page.route(`http://evil.example:${port}/evil`, route => route.fulfill({ contentType: 'text/html', body: 'evil' }));
  await page.goto(`http://evil.example:${port}/evil`);
  const statuses = await page.evaluate(async () => Promise.all(['GET', 'POST', 'DELETE'].map(async method => {
    const body = method === 'POST' ? '{"name":"evil"}' : undefined;
    const headers = { 'content-type': 'application/json' };
    const path = method === 'DELETE' ? '/tenants/acme' : '/tenants';
    return (await fetch(path, { method, headers, body })).status;
  })));
  assert.deepEqual(statuses, [403, 403, 403]);
  await unharmed();
});

test('a name that is made to lead here gets nothing from a tenant, UPM and keys included', async () => {
  const { page } = await watched(browser);
  const { port } = new URL(server.ready.baseUrl);
  await page.goto(`http://evil.example:${port}/keys/x`);
  const answers = await page.evaluate(async () => {
    const headers = { authorization: `Basic ${btoa('a:b')}`, 'content-type': 'application/json' };
    const ask = async (method, path) => {
      const reply = await fetch(path, { method, headers });
      return [reply.status, reply.headers.get('upm-token')];
    };
    return Promise.all([
      ask('GET', '/wiki/rest/plugins/1.0/'), ask('DELETE', '/wiki/rest/plugins/1.0/my-app-key'),
      ask('GET', '/_edge/tenant_info'), ask('GET', '/keys/x'), ask('POST', '/oauth2/token'), ask('GET', '/wiki/x'),
    ]);
  });
  for (const [status, token] of answers) assert.deepEqual([status, token], [403, null]);
  await unharmed();
});

test('the live page cannot be framed, and its link opens once', async () => {
  const { page } = await watched(browser);
  await page.goto(foreign()[0]);
  await page.evaluate(url => new Promise(done => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: url, onload: done }));
    setTimeout(done, 2000);
  }), server.ready.pageUrl);
  const inner = page.frames()[1];
  assert.equal(await inner.locator('#install').count(), 0);
  const first = await watched(browser), second = await watched(browser);
  await first.page.goto(server.ready.pageUrl);
  await first.page.getByRole('article').filter({ hasText: 'my-app' }).waitFor({ timeout: 10_000 });
  assert.ok(!first.page.url().includes('link='), first.page.url());
  await second.page.goto(server.ready.pageUrl);
  await second.page.getByRole('alert').filter({ hasText: 'mockfluence live' }).waitFor({ timeout: 10_000 });
  assert.equal(await second.page.getByRole('article').count(), 0);
  await unharmed();
});

test('no script but its own runs in the page', async () => {
  const { page } = await watched(browser);
  const { url } = (await server.ask('POST', '/live-links', {})).json();
  await page.goto(url);
  const ran = await page.evaluate(() => {
    const script = Object.assign(document.createElement('script'), { textContent: 'window.injected = true' });
    const image = Object.assign(document.createElement('div'), { innerHTML: '<img src=x onerror="window.injected = true">' });
    document.body.append(script, image);
    return new Promise(done => setTimeout(() => done(window.injected ?? false), 300));
  });
  assert.equal(ran, false);
});
