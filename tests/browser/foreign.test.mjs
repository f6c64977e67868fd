// Texts of others in a log, as real parsers read its forms: Mermaid, Markdown, and the page in a browser.

import assert from 'node:assert/strict';
import { writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { marked } from 'marked';
import { launch, watched } from './browser.mjs';
import { app, live, serve } from './server.mjs';

const PAYLOADS = [
  'x\r\nMARK', 'x\rMARK', 'x\u2028MARK', '\u001b[2JMARK', '\u202eMARK', '`MARK`', 'x\n```\n# MARK\n',
  'x\n``````````\n# MARK', '~~~\nMARK', '\n# MARK\n\n- MARK\n\n> MARK', '| MARK | MARK |\n|---|---|\n| MARK | x |',
  '<img src=x onerror=fail()>MARK', '</script><script>fail()</script>MARK', '</pre><h1>MARK</h1><!--',
  '[MARK](javascript:fail()) ![MARK](http://mark.invalid) **MARK**', '&lt;MARK&gt;', 'x; MARK: end\nend\nMARK',
  '%%{init: {"theme":"MARK"}}%%', '#59; #lt;MARK', '$$MARK$$', '<br/>MARK', 'end', 'wrap: MARK', '__proto__', '%%', '---\ntitle: MARK\n---',
];

const WORDS = ['accDescr', 'accTitle', 'activate', 'alt', 'and', 'autonumber', 'box', 'break', 'create', 'critical', 'deactivate',
  'destroy', 'details', 'else', 'end', 'link', 'links', 'loop', 'note', 'off', 'opt', 'option', 'over', 'par', 'participant',
  'properties', 'rect', 'title', 'x', 'X-ray', 'android', 'endless', 'Title'];

const asUser = (url, name) => {
  const user = Buffer.from(`${name}:x`).toString('base64');
  return fetch(url, { headers: { authorization: `Basic ${user}` } });
};

const base64 = value => Buffer.from(JSON.stringify(value)).toString('base64url');

let server, backend, browser;
const log = async format => (await server.ask('GET', `/tenants/acme/log?format=${format}`)).text;

before(async () => {
  [server, backend, browser] = await Promise.all([serve(), app(), launch()]);
  await live(server, backend.url, 1);
  for (const text of PAYLOADS) {
    const url = `${server.ready.baseUrl}/rest/api/${encodeURIComponent(text)}?${encodeURIComponent(text)}=1`;
    const claims = { iss: text, sub: text, aud: text, qsh: text, [text]: text, exp: 1 };
    const authorization = `JWT ${base64({ alg: text, typ: 'JWT' })}.${base64(claims)}.x`;
    await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'text/plain' }, body: text });
    await asUser(url, text);
  }
  // Words of Mermaid's own, each a lane.
  for (const text of WORDS) await asUser(`${server.ready.baseUrl}/rest/api/x`, text);
});
after(async () => { await browser?.close(); backend?.stop(); server?.stop(); });

test('Mermaid draws it, each text where it belongs', async () => {
  const diagram = await log('mermaid');
  const { page, errors } = await watched(browser);
  await page.setContent('<main></main>');
  await page.addScriptTag({ path: new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url).pathname });
  const drawn = await page.evaluate(async text => (await mermaid.render('x', text)).svg, diagram);
  await page.setContent(drawn);
  const elements = await page.evaluate(() => [...document.querySelectorAll('img, script, h1, math, a')].length);
  assert.equal(elements, 0, "an element of others");
  const texts = (await page.locator('svg text').allTextContents()).join('\n');
  for (const text of ['%%{init: {"theme":"MARK"}}%%', '</pre><h1>MARK</h1><!--', '#59; #lt;MARK', '$$MARK$$']) {
    assert.ok(texts.includes(text), `${text} is not drawn`);
  }
  assert.deepEqual(errors, []);
});

test('Markdown has our headings and nothing of others outside of code', async () => {
  const tokens = marked.lexer(await log('markdown'));
  const kinds = new Set();
  marked.walkTokens(tokens, token => {
    kinds.add(token.type);
    if (token.type === 'text' && !token.tokens && /MARK/.test(token.raw)) assert.doesNotMatch(token.raw, /[\\`*_\[\]<>&~|$!@]|MARK:/);
    if (token.type === 'heading') assert.match(token.raw, /^# |^## \d+\. /);
  });
  for (const kind of ['html', 'image', 'table', 'list', 'hr', 'lheading', 'def']) assert.ok(!kinds.has(kind), kind);
});

test('the page runs none of it', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mockfluence-')), 'log.html');
  await writeFile(file, await log('html'));
  const { page, errors, requests } = await watched(browser);
  await page.goto(`file://${file}`);
  for (const row of await page.locator('#rows button').all()) {
    await row.click();
    assert.equal(await page.locator('aside img, aside script, aside h1, aside a').count(), 0);
  }
  assert.equal(await page.locator('#rows img, #rows h1').count(), 0);
  assert.deepEqual([errors, requests], [[], [`file://${file}`]]);
});
