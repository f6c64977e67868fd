// The tenants of one test: a report of each where it failed, and an end.
'use strict';

const { mkdir, writeFile } = require('node:fs/promises');
const { join, resolve } = require('node:path');
const { Server } = require('./server.js');

const TAIL = 20;
let shared;

/** The one server of this process, started when it is first asked for. */
function server() {
  shared ??= Server.start();
  return shared;
}

async function stopServer() {
  const started = shared;
  shared = undefined;
  await (await started?.catch(() => undefined))?.stop();
}

class TestTenants {
  #tenants = [];

  /** `label` names the test, and its report. */
  constructor(label) {
    this.label = label;
  }

  async start(options) {
    const tenant = await (await server()).newTenant(options);
    this.#tenants.push(tenant);
    return tenant;
  }

  async end(failed) {
    const accepted = this.#tenants.flatMap(tenant => tenant.acceptedForgeries);
    await this.#stop(failed || accepted.length > 0);
    if (failed || !accepted.length) return;
    const lines = accepted.map(one => `the app answered ${one.status} to ${one.path} (${one.forgery}); it must refuse it`);
    throw new Error(lines.join('\n'));
  }

  async #stop(failed) {
    for (const [index, tenant] of this.#tenants.entries()) {
      try {
        if (failed) await leaveReport(tenant, index ? `${this.label} ${tenant.name}` : this.label);
        await tenant.stopTenant();
      } catch (error) {
        // The test may have stopped it itself.
        if (error.status !== 404) throw error;
      }
    }
  }
}

async function leaveReport(tenant, label) {
  const folder = resolve(process.env.MOCKFLUENCE_REPORT_DIR || join('test-results', 'mockfluence'));
  const name = label.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(-120);
  const file = join(folder, `${name}.html`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, await tenant.report());
  const lines = (await tenant.snapshot()).trimEnd().split('\n');
  const tail = lines.slice(-TAIL);
  if (tail.length < lines.length) tail.unshift(`… ${lines.length - tail.length} lines before`);
  process.stderr.write(`\nmockfluence: the log of the failed test "${label}", as a page: ${file}\n`
    + tail.map(line => `    ${line}\n`).join(''));
}

module.exports = { TestTenants, server, stopServer };
