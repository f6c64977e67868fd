// A log of a hundred thousand exchanges as a page: as many rows are drawn as somebody can look at, and no more.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, shoot, violations, watched } from './browser.mjs';
import { app, live, serve } from './server.mjs';

const COUNT = 100_000;
// What is near to what somebody looks at, in blocks of two hundred.
const MOST_ROWS = 800;

let browser, folder, page, errors;

// The entries as the server writes them when they are many: each different value once.
function table(entries) {
  const fields = {};
  entries.forEach((entry, place) => {
    for (const [name, value] of Object.entries(entry)) {
      const field = fields[name] ??= { numbers: new Map(), of: [] };
      const json = JSON.stringify(value);
      if (!field.numbers.has(json)) field.numbers.set(json, field.numbers.size + 1);
      while (field.of.length < place) field.of.push(0);
      field.of.push(field.numbers.get(json));
    }
  });
  const written = ([name, { numbers, of }]) => `${JSON.stringify(name)}:{"values":[${[...numbers.keys()]}],"of":[${of}]}`;
  return `{"count":${entries.length},"fields":{${Object.entries(fields).map(written)}}}`;
}

// A small log whose calls come again and again, each with a target and a qsh of its own.
function longer(html) {
  const [start, rest] = html.split('id="data">');
  const end = rest.indexOf('</script>');
  const small = JSON.parse(rest.slice(0, end));
  const calls = small.filter(entry => entry.direction === 'from-app' && entry.status === 200);
  const entries = [...small];
  while (entries.length < COUNT) {
    const id = small.length + entries.length;
    const call = calls[id % calls.length];
    const target = `${call.target}?call=${id}`;
    const claims = call.claims.replace(/"qsh":"[^"]{8}/, `"qsh":"${String(id).padStart(8, '0')}`);
    entries.push({ ...call, id, target, folded: target, claims });
  }
  return `${start}id="data">${table(entries).replaceAll('<', '\\u003c')}${rest.slice(end)}`;
}

before(async () => {
  const [server, backend] = await Promise.all([serve(), app()]);
  await live(server, backend.url, 20);
  const { text } = await server.ask('GET', '/tenants/acme/log?format=html');
  backend.stop();
  server.stop();
  folder = await mkdtemp(join(tmpdir(), 'mockfluence-'));
  await writeFile(join(folder, 'log.html'), longer(text));
  browser = await launch();
  ({ page, errors } = await watched(browser));
  await page.addInitScript(() => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector('#rows button')) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`file://${join(folder, 'log.html')}`, { timeout: 120_000 });
});
after(async () => { await browser?.close(); await rm(folder, { recursive: true, force: true }); });

const drawn = () => page.locator('#rows button').count();
const inView = () => page.waitForFunction(() => {
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return middle?.closest('#rows button');
});
const filter = () => page.getByLabel('Filter', { exact: true });

test('it opens with its first rows', async t => {
  await page.waitForFunction(() => window.painted);
  t.diagnostic(`open after ${Math.round(await page.evaluate(() => window.painted))} ms`);
  assert.equal(await page.locator('#summary').textContent(), `${COUNT} of ${COUNT} shown, 2 refused`);
  assert.ok(await page.getByRole('button', { name: /GET \/atlassian-connect\.json/ }).first().isVisible());
  const count = await drawn();
  assert.ok(count > 0 && count <= MOST_ROWS, `${count} rows are drawn`);
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'long');
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('it scrolls, and what is far is not drawn any more', async () => {
  for (const part of [.25, .5, .999, .3, 1]) {
    await page.evaluate(to => scrollTo(0, to * document.documentElement.scrollHeight), part);
    await inView();
    // What was near before goes when the new place is drawn.
    await page.waitForFunction(most => document.querySelectorAll('#rows button').length <= most, MOST_ROWS);
  }
  assert.ok(await page.getByRole('button', { name: /call=1000\d\d 200/ }).last().isVisible());
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.getByRole('list', { name: `Rows ${COUNT - 199} to ${COUNT}` }).getByRole('listitem').count(), 200);
  // Back a bit at a time, as a wheel does: nothing jumps.
  let before = await page.evaluate(() => scrollY);
  for (let turn = 0; turn < 5; turn += 1) {
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -3000);
    await page.waitForFunction(from => scrollY < from, before);
    await inView();
    before = await page.evaluate(() => scrollY);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await inView();
});

test('the filter leaves what was asked for, few or many', async () => {
  await filter().fill('call=99');
  const shown = async () => Number((await page.locator('#summary').textContent()).split(' ')[0]);
  const wanted = await shown();
  assert.ok(wanted > 1000 && wanted < 2000, `${wanted}`);
  assert.equal(await drawn(), wanted);
  await filter().fill('call=99999');
  assert.equal(await drawn(), 1);
  await filter().fill('no such thing');
  assert.equal(await drawn(), 0);
  await filter().fill('call=9');
  assert.ok(await shown() > 2000);
  assert.ok(await drawn() <= MOST_ROWS);
  assert.match(await page.locator('#rows button .path').first().textContent(), /call=9/);
  await filter().fill('');
  assert.equal(await shown(), COUNT);
});

test('the keyboard goes from block to block, and the row that it is on stays', async () => {
  const focused = () => page.evaluate(() => Number(document.activeElement.dataset.id));
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await page.keyboard.press('ArrowDown');
  const first = await focused();
  for (let turn = 0; turn < 450; turn += 1) await page.keyboard.press(turn % 2 ? 'j' : 'ArrowDown');
  const here = await focused();
  assert.ok(here > first + 400, `${here}`);
  assert.ok(await drawn() <= MOST_ROWS);
  await page.keyboard.press('Enter');
  const heading = () => page.locator('#detail h2').first().textContent();
  assert.match(await heading(), new RegExp(`number ${here}$`));
  await page.keyboard.press('ArrowUp');
  assert.doesNotMatch(await heading(), new RegExp(`number ${here}$`));
  const selected = await focused();
  assert.match(await heading(), new RegExp(`number ${selected}$`));
  const current = page.locator('#rows button[aria-current=true]');
  assert.equal(await current.getAttribute('data-id'), String(selected));
  assert.equal(await page.locator('#rows button[tabindex="0"]').getAttribute('data-id'), String(selected));
  // It is drawn as long as somebody is on it, and is there again when it was left and gone.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await inView();
  assert.equal(await focused(), selected);
  await page.getByRole('button', { name: 'Close' }).focus();
  await current.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  assert.equal(await focused(), selected);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), here);
  // More rows come, as on the live page: who is on a row stays there, and it stays where it is.
  await inView();
  const top = () => page.evaluate(() => Math.round(document.activeElement.getBoundingClientRect().top));
  const where = await top();
  await page.evaluate(() => show([...timeline.entries, { ...timeline.entries.at(-1), id: 1_000_000 }]));
  assert.equal(await focused(), here);
  assert.ok(Math.abs(await top() - where) <= 2, `${await top()} was ${where}`);
  await page.evaluate(() => { show(timeline.entries.slice(0, 50_000)); showLastRow(); });
  await page.waitForFunction(() => [...document.querySelectorAll('#rows .path')].at(-1)?.getBoundingClientRect().top < innerHeight);
  assert.ok(await drawn() <= MOST_ROWS);
  assert.deepEqual(errors, []);
});
