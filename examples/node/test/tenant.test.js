// What the package adds to the control API: a method for each operation, errors with the host's words, snapshots.
'use strict';

const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');
const { MockfluenceError, Server, TestTenants, stopServer } = require('mockfluence');
const operations = require('../operations.js');
const { startApp } = require('./app.js');

let server, app;
before(async () => { [server, app] = await Promise.all([Server.start(), startApp()]); });
after(async () => { app.stop(); await server.stop(); });

test('a life, and its snapshot', async () => {
  const tenant = await server.newTenant();
  assert.equal(await tenant.snapshot(), '');
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  await tenant.rotateSecret('my-app');
  await tenant.addPage({ id: 7, title: 'Runbook' });
  assert.equal((await tenant.showPage(7)).title, 'Runbook');
  await tenant.clearFaults();
  await tenant.uninstallApp('my-app');
  assert.equal((await tenant.log({ only: 'to-app POST /installed' })).entries.length, 2);
  assert.equal(await tenant.snapshot('to-app /enabled'),
    'tenant -> app  POST /enabled  204  HS256 sharedSecret#1\n    > { clientKey: clientKey#1, baseUrl: {tenant}/wiki, eventType: enabled }\n');
  await tenant.stopTenant();
});

test('the tenants of a test end with it, those that it has stopped as well', async () => {
  const tenants = new TestTenants('a test');
  const [first, second] = [await tenants.start(), await tenants.start()];
  await first.stopTenant();
  await tenants.end(false);
  await assert.rejects(second.showTenant(), error => error.status === 404);
  await stopServer();
});

test('what is refused has its reason', async () => {
  const tenant = await server.newTenant({ name: 'forged' });
  await tenant.injectFault({ kind: { status: { status: 500 } }, on: { direction: 'to-app', path: '/installed' } });
  await assert.rejects(tenant.installApp({ descriptorUrl: app.descriptorUrl }), error => {
    assert(error instanceof MockfluenceError);
    assert.equal(error.status, 422);
    assert.match(error.message, /POST \/tenants\/forged\/apps 422/);
    return true;
  });
  await assert.rejects(tenant.upgradeApp(), /upgradeApp: app is missing/);
});

test('a forgery that is accepted fails its test, whichever way it is asked', async () => {
  const tenants = new TestTenants('a forgery');
  const tenant = await tenants.start();
  await tenant.injectFault({ kind: 'wrong-audience', on: { direction: 'to-app', path: '/installed' } });
  // The app of this test looks at no token.
  const refused = assert.rejects(tenant.installApp({ descriptorUrl: app.descriptorUrl }));
  await assert.rejects(refused, /Missing expected rejection/);
  await assert.rejects(tenants.end(false), /the app answered 204 to \/installed \(.*audience.*\); it must refuse it/);
  await stopServer();
});

test('a binary that is not there, and one that is another', async () => {
  await assert.rejects(Server.start({ binary: './no-such-binary' }), /`\.\/no-such-binary` cannot be started \(ENOENT\).*MOCKFLUENCE_BINARY/s);
  await assert.rejects(Server.start({ args: ['--no-such-option'] }), /ended with 2 before it was ready.*--no-such-option/s);
  await assert.rejects(Server.start({ binary: 'echo' }), /does not say that it is ready, but: serve/);
});

test('a method for each operation', () => {
  for (const [name, [, path]] of Object.entries(operations)) {
    const { Tenant } = require('mockfluence');
    const holder = path.startsWith('/tenants/{tenant}') ? Tenant : Server;
    assert.equal(typeof holder.prototype[name], 'function', name);
  }
});

test('table and types are those of the API', () => {
  execFileSync('node', ['generate.mjs', '--check'], { cwd: join(__dirname, '..'), stdio: 'inherit' });
});

test('the types take what is right, and nothing else', () => {
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--types', 'node', '--skipLibCheck', 'test/types.ts'];
  execFileSync('node_modules/.bin/tsc', options, { cwd: join(__dirname, '..'), stdio: 'inherit' });
});
