'use strict';

const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const { startTenant } = require('mockfluence/node-test');
const { startApp } = require('../app.js');

let app;
before(async () => { app = await startApp(); });
after(() => app.stop());

test('passes', async t => {
  const tenant = await startTenant(t);
  assert.equal((await tenant.installApp({ descriptorUrl: app.descriptorUrl })).status, 'enabled');
});

test('fails', async t => {
  const tenant = await startTenant(t);
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  assert.equal(1, 2);
});

test('takes too long', { timeout: 500 }, async t => {
  const tenant = await startTenant(t);
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  await new Promise(() => {});
});
