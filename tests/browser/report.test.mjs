// The HTML timeline, the HTTP archive and the diagram of one long log.

import assert from 'node:assert/strict';
import { writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import validator from 'har-validator';
import { launch, shoot, violations, watched } from './browser.mjs';
import { app, live, serve } from './server.mjs';

let server, backend, browser, file;
const log = async format => (await server.ask('GET', `/tenants/acme/log?format=${format}`)).text;

before(async () => {
  [server, backend, browser] = await Promise.all([serve(), app(), launch()]);
  await live(server, backend.url, 500);
  file = join(await mkdtemp(join(tmpdir(), 'mockfluence-')), 'log.html');
  await writeFile(file, await log('html'));
});
after(async () => { await browser?.close(); backend?.stop(); server?.stop(); });

const open = async options => {
  const watch = await watched(browser, options);
  await watch.page.goto(`file://${file}`);
  return watch;
};

test('five hundred exchanges are drawn, without an error and without the network', async () => {
  const { page, errors, requests } = await open();
  assert.ok(await page.locator('#rows button').count() > 500);
  assert.match(await page.locator('#summary').textContent(), /^5\d\d of 5\d\d shown, 2 refused$/);
  assert.equal(await page.locator('.remark').count(), 1);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests, [`file://${file}`]);
  assert.deepEqual(await violations(page), []);
  for (const width of [1280, 420]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide at ${width}`);
  }
});

test('the filters leave what was asked for', async () => {
  const { page } = await open();
  const shown = () => page.locator('#rows button').count();
  await page.getByLabel('Filter', { exact: true }).fill('sharedSecret#2');
  assert.ok(await shown() > 500);
  await page.getByLabel('Filter', { exact: true }).fill('POST /enabled');
  assert.equal(await shown(), 2);
  await page.getByLabel('tenant → app').uncheck();
  assert.equal(await shown(), 0);
  assert.ok(await page.locator('#empty').isVisible());
  await page.getByLabel('Filter', { exact: true }).fill('');
  await page.getByLabel('only trouble').check();
  const statuses = await page.locator('#rows .status').allTextContents();
  assert.deepEqual(statuses.filter(status => status !== '200').sort(), ['401', '503']);
});

test('a click shows all that an exchange says, and where its qsh differs', async () => {
  const { page } = await open();
  await page.getByLabel('only trouble').check();
  await page.getByRole('button', { name: /GET .*a=12 401/ }).click();
  const detail = page.getByRole('complementary', { name: 'The selected exchange' });
  assert.ok(await detail.isVisible());
  assert.match(await detail.textContent(), /Claims/);
  const marks = await detail.locator('mark').allTextContents();
  assert.equal(marks.length, 2);
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'detail');
  await page.keyboard.press('Escape');
  assert.ok(await detail.isHidden());
});

test('the keyboard does it all', async () => {
  const { page } = await open();
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'filter');
  await page.keyboard.type('installed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const heading = () => page.locator('#detail h2').first().textContent();
  const first = await heading();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await heading(), first);
  await page.keyboard.press('ArrowUp');
  assert.equal(await heading(), first);
});

test('the lives of secrets stand beside the exchanges', async () => {
  const { page } = await open();
  assert.equal(await page.locator('.lives i.begins').count(), 2);
  assert.equal(await page.locator('.lives i.ends').count(), 1);
  await shoot(page, 'timeline');
});

test('the archive is one to a validator, and has what developer tools import', async () => {
  const archive = JSON.parse(await log('har'));
  await validator.har(archive);
  assert.ok(archive.log.entries.length > 500);
  for (const entry of archive.log.entries) {
    assert.ok(new URL(entry.request.url).protocol === 'http:');
    assert.ok(Date.parse(entry.startedDateTime) > 0);
    const { send, wait, receive } = entry.timings;
    assert.equal(send + wait + receive, entry.time);
    assert.equal(typeof entry.response.content.mimeType, 'string');
    assert.match(entry._connect.direction, /^(to|from)-app$/);
  }
  const refused = archive.log.entries.find(entry => entry.response.status === 401);
  const cause = refused._connect.notes.find(note => note.kind === 'refused');
  assert.ok(cause.check && cause.expected && cause.got, JSON.stringify(cause));
});

test('the diagram and the document are Mermaid, repetitions folded', async () => {
  const diagram = await log('mermaid');
  assert.ok(diagram.split('\n').length < 60, `${diagram.split('\n').length} lines`);
  assert.match(diagram, /loop 499 times/);
  const markdown = await log('markdown');
  assert.ok(markdown.includes(diagram));
  const { page, errors } = await watched(browser);
  const script = new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url);
  await page.setContent(`<main><pre class="mermaid"></pre></main>`);
  await page.addScriptTag({ path: script.pathname });
  const drawn = await page.evaluate(async text => (await mermaid.render('x', text)).svg, diagram);
  assert.match(drawn, /<svg/);
  await page.setContent(drawn);
  await shoot(page, 'mermaid');
  assert.deepEqual(errors, []);
});
