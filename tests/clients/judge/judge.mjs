// Sends a tenant every call that confluence.js has and the tenant serves, and holds each answer to the schema that
// the package has of it, which is made of Atlassian's API descriptions. Nothing is lenient: a field that no schema
// has, or a value that none lists, is a finding, too.
//
// AUTHORIZATION='Bearer …' node judge.mjs <base URL> <the README, for what is served>
//
// The site has a page 7 with a macro `m`. The account has an email address, and may do everything.

import { readFileSync } from 'node:fs';

process.env.AUDIT_SCHEMAS = 'true'; // Strict objects and closed lists: read when the schemas are made.
const v1 = await import('confluence.js/v1');
const v2 = await import('confluence.js/v2');
const { filled, prepare, scenario } = await import('./scenario.mjs');
const { PINNED, VALUES } = await import('./known.mjs');

const [baseUrl, readme] = process.argv.slice(2);
const site = new URL(baseUrl).origin;
const authorization = process.env.AUTHORIZATION;

const findings = [];
/** `GET /wiki/…`, and how often it was answered well. */
const called = new Map();
const notServed = new Set();
/** The pins that something was so. */
const used = new Set();

/** What a function of the package would send; `given` are its parameters. */
async function config(call, given) {
  let sent;
  const client = { sendRequest: (request) => { sent = request; } };
  await call(client, given);
  return sent;
}

/** Where in an answer something is wrong, one line for each issue. */
function issues(error, value, base = []) {
  return error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'invalid_union') {
      // The branch that got furthest has the issue that is meant.
      const branches = issue.errors.map((one) => issues({ issues: one }, value, path));
      return branches.sort((one, other) => one.length - other.length)[0];
    }
    const place = path.map((one) => (typeof one === 'number' ? '*' : one)).join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${[place, key].filter(Boolean).join('.')}: no such field`);
    return [`${place}: ${issue.message}`];
  });
}

function found(endpoint, what) {
  const pin = PINNED.findIndex(([where, text]) => where.test(endpoint) && text.test(what));
  if (pin >= 0) used.add(pin);
  else findings.push(`${endpoint} — ${what}`);
}

async function ask(method, url, { query, body, headers } = {}) {
  const target = new URL(url, site);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of [value].flat()) if (one !== undefined) target.searchParams.append(name, one);
  }
  const form = body instanceof FormData;
  const json = body === undefined || form ? {} : { 'content-type': 'application/json' };
  const reply = await fetch(target, {
    method,
    headers: { authorization, ...json, ...headers },
    body: body === undefined || form ? body : JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await reply.text();
  let data;
  try { data = text === '' ? undefined : JSON.parse(text); } catch { data = text; }
  return { status: reply.status, data, headers: reply.headers, target };
}

/** What an error says is the same everywhere in its API. */
function judgeError(endpoint, { status, data, target }) {
  const error = target.pathname.startsWith('/wiki/api/v2/') ? data?.errors?.[0] : data;
  const told = target.pathname.startsWith('/wiki/api/v2/') ? error?.status : error?.statusCode;
  if (told !== status) found(endpoint, `an error ${status} that says ${JSON.stringify(data)}`);
}

/** One call, and what the schema says of its answer. */
async function judged(method, url, schema, request = {}) {
  const answer = await ask(method, url, request);
  const { status, data, target } = answer;
  const endpoint = `${method} ${decodeURIComponent(target.pathname)}${decodeURIComponent(target.search)}`;
  if (status === 501) return notServed.add(`${method} ${url}`) && answer;
  if (status >= 400) {
    judgeError(endpoint, answer);
    return answer;
  }
  const path = `${method} ${target.pathname}`;
  called.set(path, (called.get(path) ?? 0) + 1);
  if (schema && status !== 204 && status !== 302) {
    const parsed = schema.safeParse(data);
    if (!parsed.success) for (const issue of new Set(issues(parsed.error, data))) found(endpoint, issue);
  }
  return answer;
}

/** A call of the package by the name of its function, that of v1 where both have it; it has to go well. */
async function named(name, given, api = v1[name] ? v1 : v2) {
  const sent = await config(api[name], given);
  const answer = await judged(sent.method, sent.url, sent.schema, { query: sent.searchParams, body: sent.body, headers: sent.headers });
  if (answer.status >= 400) found(`${sent.method} ${sent.url}`, `${answer.status} ${JSON.stringify(answer.data)}`);
  return answer.data;
}

/** Each GET of the package, with what the names in its path stand for. */
async function reads(api, world) {
  for (const [name, call] of Object.entries(api)) {
    if (typeof call !== 'function' || name.startsWith('create')) continue;
    const given = new Proxy({}, { get: (_, key) => (typeof key === 'string' ? `<${key}>` : undefined) });
    let sent;
    try { sent = await config(call, given); } catch { continue; }
    if (sent?.method !== 'GET') continue;
    const url = filled(decodeURIComponent(sent.url), world);
    // What is Connect's own is no part of these APIs.
    if (!url.includes('/atlassian-connect/')) await read(url, sent.schema, Object.keys(sent.searchParams ?? {}), world);
  }
}

/** A GET as it is, with each value of each parameter, and of what is not there. */
async function read(url, schema, parameters, world) {
  const needed = Object.fromEntries(parameters.filter((one) => world.needed[one]).map((one) => [one, world.needed[one]]));
  const plain = await judged('GET', url, schema, { query: needed });
  if (plain.status === 501) return;
  if (plain.status >= 400) found(`GET ${url}`, `${plain.status} ${JSON.stringify(plain.data)}`);
  for (const name of parameters) {
    for (const value of VALUES(name)) await judged('GET', url, schema, { query: { ...needed, [name]: value } });
  }
  if (parameters.includes('expand')) await expanded(url, schema, needed, plain.data);
  await judged('GET', url.replace(/\d{4,}/g, '999999999'), schema, { query: needed });
}

/** With each name that `_expandable` has, and what that has in turn. */
async function expanded(url, schema, query, data, above = '', depth = 0) {
  const one = above.split('.').filter(Boolean).reduce((value, key) => (value?.results?.[0] ?? value)?.[key], data?.results?.[0] ?? data);
  const names = Object.keys((one?.results?.[0] ?? one)?._expandable ?? {});
  for (const name of names) {
    const expand = [above, name].filter(Boolean).join('.');
    const shown = await judged('GET', url, schema, { query: { ...query, expand } });
    if (depth < 2 && shown.status === 200) await expanded(url, schema, query, shown.data, expand, depth + 1);
  }
}

/** The rows of the README's table that are operations of the two APIs. */
function served() {
  const [, table] = readFileSync(readme, 'utf8').split(/<!-- (?:end of )?routes -->/);
  return table.split('\n').slice(3).flatMap((row) => {
    const [, paths, methods] = row.split('|').map((cell) => cell.trim());
    const all = (paths ?? '').split(', ').map((path) => path.replaceAll('`', ''));
    const rest = all.filter((path) => /^\/wiki\/(rest\/api|api\/v2)\//.test(path));
    return rest.flatMap((path) => methods.split(', ').map((method) => [method, path]));
  });
}

const fits = (row, path) => {
  const [ours, theirs] = [row.split('/'), path.split('/')];
  return ours.length === theirs.length && ours.every((one, at) => one.startsWith('{') || one === theirs[at]);
};

const world = await prepare({ named, judged, v1 });
await reads(v1, world);
await reads(v2, world);
for (const [url, schema, parameters] of world.deprecated) await read(url, v1[schema], parameters, world);
await scenario({ named, judged, v1, v2 }, world);

for (const [method, row] of served()) {
  const reached = [...called.keys()].some((call) => {
    const [verb, path] = call.split(' ');
    return verb === method && fits(row, decodeURIComponent(path));
  });
  if (!reached) findings.push(`${method} ${row} is served, and no call here reaches it`);
}
PINNED.forEach(([where, text], at) => used.has(at) || findings.push(`${where} ${text} is pinned, and nothing is so`));

const calls = [...called.values()].reduce((sum, count) => sum + count, 0);
console.log(`${calls} answers of ${called.size} paths judged; ${notServed.size} kinds of call not served`);
for (const finding of new Set(findings)) console.log(finding);
process.exit(findings.length === 0 ? 0 : 1);
