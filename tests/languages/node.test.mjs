// With the package `examples/node`: it starts the binary, and leaves the page of a test that fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTenant } from 'mockfluence/node-test';

const descriptorUrl = `${process.env.APP_URL ?? 'http://127.0.0.1:3000'}/atlassian-connect.json`;

test('the app is installed', async t => {
  const tenant = await startTenant(t);
  const app = await tenant.installApp({ descriptorUrl });
  assert.equal(app.status, 'enabled');
});
