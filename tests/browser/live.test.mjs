// The page of the control port: the tenant, its apps, and a button for each thing an admin does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, shoot, violations, watched } from './browser.mjs';
import { app, asApp, live, serve } from './server.mjs';

let server, backend, browser;
before(async () => { [server, backend, browser] = await Promise.all([serve(), app(), launch()]); });
after(async () => { await browser?.close(); backend?.stop(); server?.stop(); });

const soon = { timeout: 10_000 };

test('an app is installed, looked at, and led through its life by buttons', async () => {
  const { page, errors } = await watched(browser);
  await page.goto(server.ready.pageUrl);
  await page.getByLabel('Descriptor').fill(`${backend.url}/nothing.json`);
  await page.getByRole('button', { name: 'Install' }).click();
  await page.getByRole('alert').filter({ hasText: /descriptor/i }).waitFor(soon);
  await live(server, backend.url, 3);
  const card = page.getByRole('article');
  await card.filter({ hasText: 'my-app 1.0 · enabled' }).waitFor(soon);
  await asApp(server, 'POST', '/rest/atlassian-connect/1/app/module/dynamic',
    { webItems: [{ key: 'two', name: { value: 'two' }, url: '/x', location: 'system.header/left' }] });
  await card.filter({ hasText: 'Dynamic modules' }).filter({ hasText: 'two' }).waitFor(soon);
  await card.getByRole('button', { name: 'disable' }).click();
  await card.filter({ hasText: '· disabled' }).waitFor(soon);
  await page.getByRole('button', { name: /POST \/disabled 204/ }).waitFor(soon);
  await card.getByRole('button', { name: 'enable' }).click();
  await card.filter({ hasText: '· enabled' }).waitFor(soon);
  await card.getByLabel('licence').selectOption('evaluation');
  await page.getByRole('button', { name: '+1 h' }).click();
  await page.locator('#clock', { hasText: '+3600 s' }).waitFor(soon);
  assert.equal((await server.ask('GET', '/tenants/acme/apps/my-app')).json().licence, 'evaluation');
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'live');
  await page.setViewportSize({ width: 1280, height: 800 });
  await card.getByRole('button', { name: 'uninstall' }).click();
  await card.waitFor({ state: 'detached', ...soon });
  // The refused install is an answer that the browser calls an error; nothing else is.
  assert.deepEqual(errors.filter(error => !error.includes('422')), []);
});
