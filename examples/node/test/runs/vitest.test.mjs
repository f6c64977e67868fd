import { afterAll, beforeAll, expect } from 'vitest';
import { test } from 'mockfluence/vitest';
import { startApp } from '../app.js';

let app;
beforeAll(async () => { app = await startApp(); });
afterAll(() => app.stop());

test('passes', async ({ tenant }) => {
  expect((await tenant.installApp({ descriptorUrl: app.descriptorUrl })).status).toBe('enabled');
});

test('fails', async ({ tenant }) => {
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  expect(1).toBe(2);
});

test('takes too long', { timeout: 500 }, async ({ tenant }) => {
  await tenant.installApp({ descriptorUrl: app.descriptorUrl });
  await new Promise(() => {});
});
