// The page of the control port: the tenant, its apps, and a button for each thing an admin does.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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

test('each button says its command, and the keyboard stays where it was', async () => {
  const { page, errors } = await watched(browser);
  await page.goto((await server.ask('POST', '/live-links', {})).json().url);
  await page.getByLabel('Descriptor').fill(`${backend.url}/atlassian-connect.json`);
  await page.keyboard.press('Enter');
  const did = page.locator('#did');
  await did.filter({ hasText: `mockfluence install ${backend.url}/atlassian-connect.json --tenant acme` }).waitFor(soon);
  const card = page.getByRole('article', { name: 'My app, enabled' });
  await card.getByRole('button', { name: 'disable' }).focus();
  await page.keyboard.press('Enter');
  await did.filter({ hasText: 'mockfluence disable my-app --tenant acme' }).waitFor(soon);
  await page.getByRole('article', { name: 'My app, disabled' }).waitFor(soon);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), 'enable');
  await page.keyboard.press('Enter');
  await card.waitFor(soon);
  assert.equal(await focused(), 'disable');
  // A row that somebody stands on keeps the focus when more comes, and gets it back from the details.
  const row = page.getByRole('button', { name: /POST \/installed 204/ }).first();
  await row.focus();
  const before = await page.locator('#rows > li').count();
  await asApp(server, 'GET', '/rest/atlassian-connect/1/app/module/dynamic');
  await page.waitForFunction(count => document.querySelectorAll('#rows > li').length > count, before, soon);
  assert.match(await focused(), /POST \/installed/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  assert.match(await focused(), /POST \/installed/);
  assert.deepEqual(errors, []);
});

test('the log is shown again step by step, and saved', async () => {
  const { page, errors } = await watched(browser);
  await page.goto((await server.ask('POST', '/live-links', {})).json().url);
  const rows = page.locator('#rows > li');
  await rows.first().waitFor(soon);
  const all = await rows.count();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  assert(await rows.count() < all);
  const step = page.getByLabel('Step', { exact: true });
  await step.focus();
  await page.keyboard.press('Home');
  assert.equal(await rows.count(), 0);
  await page.getByRole('button', { name: 'Step on' }).click();
  await page.getByRole('button', { name: 'Step on' }).click();
  assert.equal(await rows.count(), 2);
  assert.match(await page.locator('#place').textContent(), /^2 of \d+: tenant to app, GET \/nothing\.json, 204$/);
  assert.equal(await step.getAttribute('aria-valuetext'), await page.locator('#place').textContent());
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'replay');
  await page.setViewportSize({ width: 420, height: 800 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420, 'nothing sticks out of a phone');
  await page.getByRole('button', { name: 'Show it live' }).click();
  assert.equal(await rows.count(), all);
  for (const [format, ending, start] of [['html', 'html', '<!doctype html>'], ['har', 'har', '{'], ['mermaid', 'mmd', 'sequenceDiagram']]) {
    await page.getByLabel('Export').selectOption(format);
    const [download] = await Promise.all([page.waitForEvent('download', soon), page.getByRole('button', { name: 'Save' }).click()]);
    assert.equal(download.suggestedFilename(), `acme.${ending}`);
    assert((await readFile(await download.path(), 'utf8')).startsWith(start), format);
    await page.locator('#did', { hasText: `mockfluence log --tenant acme --format ${format}` }).waitFor(soon);
  }
  assert.deepEqual(errors, []);
});

test('it asks for what is new only', async () => {
  const { page, errors } = await watched(browser);
  const news = [];
  page.on('response', async response => {
    if (response.url().includes('/log?')) news.push(await response.text());
  });
  const next = async () => {
    const count = news.length;
    while (news.length === count) await page.waitForResponse(response => response.url().includes('/log?'), soon);
  };
  await page.goto((await server.ask('POST', '/live-links', {})).json().url);
  const rows = page.locator('#rows > li');
  await rows.first().waitFor(soon);
  const all = await rows.count();
  assert.equal(JSON.parse(news[0]).entries.length, all);
  news.length = 0;
  for (let turn = 0; turn < 2; turn += 1) await next();
  for (const text of news) {
    assert.deepEqual(JSON.parse(text).entries, []);
    assert.ok(text.length < 100, text);
  }
  await asApp(server, 'GET', '/rest/atlassian-connect/1/app/module/dynamic');
  await rows.nth(all).waitFor(soon);
  await next();
  const entries = news.flatMap(text => JSON.parse(text).entries);
  // The exchange, and once more if it was seen before it was over.
  assert.ok(entries.length >= 1 && entries.length <= 2, JSON.stringify(entries));
  assert.deepEqual([...new Set(entries.map(one => one.place))], [all]);
  // A text that is masked is so in the rows of long ago.
  const word = 'atlassian-connect.json';
  assert.equal((await server.ask('POST', '/tenants/acme/masks', { text: word })).status, 204);
  await page.getByText(word).first().waitFor({ state: 'detached', ...soon });
  const full = (await server.ask('GET', '/tenants/acme/log?format=timeline')).json();
  await page.waitForFunction(count => timeline.entries.length === count, full.length, soon);
  const shown = await page.evaluate(() => timeline.entries.map(({ lowered, ...entry }) => entry));
  assert.deepEqual(JSON.parse(JSON.stringify(shown)), full);
  assert.deepEqual(errors, []);
});

const APP = '406d303d-0393-4ec4-ad7c-1435be94583a';
const MANIFEST = `
app: { id: ari:cloud:ecosystem::app/${APP}, connect: { key: my-app, remote: backend } }
remotes: [{ key: backend, baseUrl: https://my-app.example.com }]
connectModules:
  confluence:lifecycle: [{ key: life, installed: /installed, uninstalled: /uninstalled }]
modules:
  endpoint: [{ key: events, remote: backend, route: { path: /forge/events }, auth: { appSystemToken: { enabled: true } } }]
  trigger: [{ key: edits, endpoint: events, events: [avi:forge:installed:app, avi:confluence:updated:page] }]
  scheduledTrigger: [{ key: hourly, endpoint: events, interval: hour }]
permissions: { scopes: [read:confluence-content.summary, read:app-system-token] }
`;

test('an app moves to Forge, and its tokens and retries are in the same lanes', async () => {
  const tenant = (await server.ask('POST', '/tenants', { name: 'moving' })).json();
  assert.equal(tenant.name, 'moving');
  const ask = (method, path, body) => server.ask(method, `/tenants/moving${path}`, body);
  assert.equal((await ask('POST', '/apps', { descriptorUrl: `${backend.url}/atlassian-connect.json` })).status, 201);
  const { page, errors } = await watched(browser);
  await page.goto((await server.ask('POST', '/live-links', {})).json().url);
  await page.locator('#tenant').selectOption('moving');
  await page.getByText('Forge, and what happens to a site').click();
  await page.getByLabel('Manifest').fill(MANIFEST);
  await page.getByLabel('Remotes').fill(`backend=${backend.url}`);
  await page.locator('#moves').selectOption('my-app');
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.locator('#did', { hasText: `mockfluence forge move my-app manifest.yml --remote backend=${backend.url} --tenant moving` }).waitFor(soon);
  const card = page.getByRole('article', { name: `${APP} on Forge, enabled` });
  await card.filter({ hasText: 'Connect half my-app' }).waitFor(soon);
  await page.getByRole('button', { name: /POST \/forge\/events 204.*with systemToken#1/ }).waitFor(soon);
  const legend = page.getByRole('list', { name: 'What is good from where to where' });
  assert.deepEqual(await legend.locator('li').allTextContents(),
    ['sharedSecret#1', 'invocation key#1', 'invocation tokens', 'systemToken#1']);
  await card.getByRole('button', { name: 'schedule hourly' }).click();
  await page.locator('#did', { hasText: `mockfluence forge schedule ${APP} hourly --tenant moving` }).waitFor(soon);
  backend.status = 501;
  await ask('POST', '/events', { event: 'page_updated', page: { id: 10000001, title: 'Runbook', version: 2 } });
  await card.filter({ hasText: 'avi:confluence:updated:page to edits, retry 1 of 4: INVALID_REMOTE_INVOCATION_ERROR' }).waitFor(soon);
  backend.status = 204;
  await card.getByRole('button', { name: 'retry-events' }).click();
  await page.getByText('! retry 1 of 4: INVALID_REMOTE_INVOCATION_ERROR').waitFor(soon);
  await page.getByRole('button', { name: 'rotate-invocation-key' }).click();
  await page.getByRole('button', { name: '+1 h' }).click();
  await card.getByRole('button', { name: 'schedule hourly' }).click();
  await legend.filter({ hasText: 'invocation key#1, invocation key#2' }).waitFor(soon);
  await card.getByRole('button', { name: 'new-installation-id' }).click();
  await card.getByRole('button', { name: 'schedule hourly' }).click();
  await legend.filter({ hasText: 'systemToken#2' }).waitFor(soon);
  assert.ok(await page.locator('.lives i.access-token.ends').count() > 0);
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'forge');
  await page.setViewportSize({ width: 420, height: 800 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420, 'nothing sticks out of a phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await card.getByRole('button', { name: 'uninstall' }).click();
  await card.waitFor({ state: 'detached', ...soon });
  assert.deepEqual(errors, []);
});
