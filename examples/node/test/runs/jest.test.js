'use strict';

const { withTenant } = require('mockfluence/jest');
const { startApp } = require('../app.js');

let app;
beforeAll(async () => { app = await startApp(); });
afterAll(() => app.stop());

test('passes', withTenant(async tenant => {
  expect((await tenant.installApp({ descriptorUrl: app.descriptorUrl })).status).toBe('enabled');
}));

test('fails', withTenant(async tenant => {
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  expect(1).toBe(2);
}));

test('takes too long', withTenant(async tenant => {
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  await new Promise(() => {});
}), 500);
