// Chromium as Debian ships it, with what a test wants to know of a page: errors, and requests.

import { mkdir } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

export const launch = (...more) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', ...more],
});

export async function watched(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const errors = [], requests = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) errors.push(message.text()); });
  page.on('request', request => requests.push(request.url()));
  return { page, errors, requests };
}

const AXE = new URL('node_modules/axe-core/axe.min.js', import.meta.url);

// What an accessibility checker finds: names, contrast, landmarks.
export async function violations(page) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(() => axe.run());
  return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).slice(0, 3).join(' | ')}`);
}

const SHOTS = new URL('../../target/screenshots/', import.meta.url);

// In light and dark, at two widths; for eyes, not for comparison.
export async function shoot(page, name) {
  await mkdir(SHOTS, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 420]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: new URL(`${name}-${colorScheme}-${width}.png`, SHOTS).pathname });
    }
  }
}
