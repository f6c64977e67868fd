// `mockfluence serve` as a process that ends with this one.
'use strict';

const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');
const { Tenant, methods } = require('./tenant.js');
const { MockfluenceError } = require('./error.js');

/** How long the server may take to say that it is ready, in milliseconds. */
const READY = 10_000;
/** The longest wait of the control API is a minute; a request takes no longer than that and a little. */
const REPLY = 90_000;

class Server {
  #child;
  #token;
  #named = 0;

  constructor(child, ready) {
    this.#child = child;
    this.#token = ready.controlToken ?? process.env.MOCKFLUENCE_CONTROL_TOKEN;
    this.ready = ready;
    this.keysUrl = ready.keysUrl;
  }

  /** Starts the binary: `binary`, else `MOCKFLUENCE_BINARY`, else `mockfluence` on the path. */
  static async start({ binary = process.env.MOCKFLUENCE_BINARY || 'mockfluence', args = [] } = {}) {
    const child = spawn(binary, ['serve', '--exit-with-parent', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const ready = await readyLine(child, binary);
    // Nothing of it keeps this process alive; the end of our standard input's pipe ends the server.
    for (const handle of [child, child.stdin, child.stdout, child.stderr]) handle.unref();
    return new Server(child, ready);
  }

  /** A tenant of its own: on a free port, without apps, with an empty log. */
  async newTenant(options = {}) {
    const name = options.name ?? `tenant-${++this.#named}`;
    return new Tenant(this, await this.startTenant({ ...options, name }));
  }

  /** One request to the control API; resolves to what it answers, and rejects where it refuses. */
  async ask(method, path, { body, query } = {}) {
    const url = new URL(path, this.ready.controlUrl);
    for (const [name, value] of Object.entries(query ?? {})) if (value != null) url.searchParams.set(name, value);
    const headers = {};
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const reply = await fetch(url, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(REPLY),
    });
    const text = await reply.text();
    const isJson = (reply.headers.get('content-type') ?? '').includes('json');
    const value = isJson ? JSON.parse(text) : reply.status === 204 ? undefined : text;
    if (!reply.ok) throw new MockfluenceError(method, url.pathname, reply.status, value);
    return value;
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.ref();
    this.#child.stdin.end();
    await gone;
  }
}
methods(Server.prototype, server => server, path => !path.startsWith('/tenants/{tenant}'), {});

async function readyLine(child, binary) {
  let told = '';
  child.stderr.on('data', data => { told = (told + data).slice(-4000); });
  const lines = createInterface({ input: child.stdout });
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      const fail = why => reject(new Error(`mockfluence: ${why}\n${told}`.trimEnd()));
      child.once('error', error => fail(`\`${binary}\` cannot be started (${error.code}). Is it installed, and on the path? `
        + 'Else say where it is in MOCKFLUENCE_BINARY.'));
      child.once('close', status => fail(`\`${binary} serve\` ended with ${status} before it was ready`));
      timer = setTimeout(() => { child.kill(); fail(`\`${binary} serve\` was not ready within ${READY / 1000} s`); }, READY);
      lines.once('line', line => {
        try {
          resolve(JSON.parse(line));
        } catch {
          child.kill();
          fail(`\`${binary} serve\` does not say that it is ready, but: ${line}`);
        }
      });
    });
  } finally {
    clearTimeout(timer);
  }
}

module.exports = { Server };
