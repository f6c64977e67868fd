// Each framework runs a test that passes, one that fails and one that never ends: the last two leave a report.
'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtemp, readFile, readdir } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const FOLDER = join(__dirname, '..');

async function run(command, args) {
  const reports = await mkdtemp(join(tmpdir(), 'mockfluence-'));
  const env = { ...process.env, MOCKFLUENCE_REPORT_DIR: reports, NO_COLOR: '1' };
  delete env.NODE_TEST_CONTEXT;
  const child = spawn(command, args, { cwd: FOLDER, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { told += data; });
  const [status] = await once(child, 'close');
  return { reports, told, status };
}

const frameworks = {
  'node-test.test.js': ['node', ['--test', 'test/runs/node-test.test.js']],
  'jest.test.js': ['node_modules/.bin/jest', ['--rootDir', '.', '--testMatch', '**/runs/jest.test.js']],
  'vitest.test.mjs': ['node_modules/.bin/vitest', ['run', 'test/runs/vitest.test.mjs']],
};

for (const [file, [command, args]] of Object.entries(frameworks)) {
  test(`${file} leaves a report of what failed, and of nothing else`, { timeout: 60_000 }, async () => {
    const { reports, told, status } = await run(command, args);
    assert.equal(status, 1, told);
    const left = await readdir(reports);
    assert.deepEqual(left.sort(), [`${file}-fails.html`, `${file}-takes-too-long.html`], told);
    assert.match(await readFile(join(reports, left[0]), 'utf8'), /<html/);
    assert.match(told, /the log of the failed test ".*fails", as a page: /);
    assert.match(told, /tenant -> app {2}POST \/installed {2}204/);
  });
}
