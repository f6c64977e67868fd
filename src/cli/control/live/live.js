// The tenant above its timeline: what is installed, and a button for each thing an admin does.
const live = { tenant: null, seen: '' };
const code = new URLSearchParams(location.hash.slice(1)).get('link');
// The link is good for once: it goes from the address, and the session is this tab's.
if (code) history.replaceState(null, '', location.pathname);

async function session() {
  if (code) {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch('/live-session', { method: 'POST', headers, body: JSON.stringify({ code }) });
    if (reply.ok) sessionStorage.setItem('token', (await reply.json()).token);
  }
  return sessionStorage.getItem('token');
}
const opened = session();

// No form can send what this sends: a header of its own, and JSON.
async function ask(method, path, body) {
  const token = await opened;
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) };
  const reply = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const text = await reply.text();
  if (reply.status === 401) throw new Error('This page needs a link of its own: `mockfluence live` prints one, good for once.');
  if (reply.ok) return text;
  const value = JSON.parse(text || '{}');
  throw new Error(value.explanation ?? value.error ?? `${method} ${path}: ${reply.status}`);
}
const api = async (...what) => JSON.parse(await ask(...what) || 'null');

// Runs a command, says how it is said in a shell or why it failed, and looks again.
async function run(command, ...words) {
  $('said').textContent = '';
  $('did').textContent = words.length ? `mockfluence ${words.join(' ')} --tenant ${word(live.tenant)}` : '';
  try { await command(); } catch (error) { $('said').textContent = error.message; }
  await refresh();
}

// As one word of a shell.
const word = text => /^[\w.:/@+-][\w.:/@+=-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const at = (path = '') => `/tenants/${encodeURIComponent(live.tenant)}${path}`;
const ofApp = (app, verb) => at(`/apps/${encodeURIComponent(app.key)}/${verb}`);
const VERBS = {
  enabled: ['upgrade', 'disable', 'rotate-secret', 'repeat-installed', 'uninstall'],
  disabled: ['upgrade', 'enable', 'rotate-secret', 'repeat-installed', 'uninstall'],
};

function modules(title, groups) {
  const items = Object.entries(groups ?? {}).flatMap(([kind, list]) => [list].flat().map(module =>
    element('li', {}, module.key ?? module.event ?? '(no key)', ' ', element('small', {}, kind))));
  return items.length ? [element('strong', {}, title), element('ul', {}, ...items)] : [];
}

const licensed = (licence, change) => element('label', {}, 'licence ', element('select', {
  onchange: event => change(event.target.value),
}, ...['none', 'active', 'evaluation', 'expired'].map(value => element('option', { value, selected: value === licence }, value))));

function card(app) {
  const buttons = (VERBS[app.status] ?? []).map(verb => {
    const command = () => run(() => api('POST', ofApp(app, verb), {}), verb, word(app.key));
    const button = element('button', { type: 'button', onclick: command }, verb);
    Object.assign(button.dataset, { app: app.key, verb });
    return button;
  });
  return element('article', { className: 'app', ariaLabel: `${app.name ?? app.key}, ${app.status}` },
    element('h2', {}, app.name ?? app.key, ' ', element('small', {}, `${app.key} ${app.version ?? ''} · ${app.status}`)),
    element('div', { className: 'buttons' }, ...buttons, licensed(app.licence, licence =>
      run(() => api('PUT', ofApp(app, 'licence'), { licence }), 'licence', licence, word(app.key)))),
    ...modules('Static modules', app.staticModules), ...modules('Dynamic modules', app.dynamicModules));
}

// Whoever works by keyboard stands on the same button afterwards, or on its opposite.
const OPPOSITE = { disable: 'enable', enable: 'disable' };
function drawApps(apps, forgeApps) {
  const { app, verb } = document.activeElement?.dataset ?? {};
  $('apps').replaceChildren(...apps.map(card), ...forgeApps.map(forgeCard));
  drawMoves(apps, forgeApps);
  if (!app) return;
  const buttons = [...$('apps').querySelectorAll('button')].filter(button => button.dataset.app === app);
  const named = name => buttons.find(button => button.dataset.verb === name);
  (named(verb) ?? named(OPPOSITE[verb]) ?? buttons[0] ?? $('descriptor')).focus();
}

// What is known of the log of a tenant, up to which revision.
let known = { tenant: null };

// Asks for what is new of the log, so many entries at a time.
async function readLog() {
  if (known.tenant !== live.tenant) known = { tenant: live.tenant, revision: 0, entries: [], lives: [] };
  const log = known, path = at('/log?format=timeline&count=5000&since=');
  for (let more = true; more;) {
    const since = log.revision;
    const news = await api('GET', path + since);
    // Another look may have been faster.
    more = news.more || log.revision !== since;
    if (log.revision === since) learn(log, news);
  }
  return log;
}

function learn(log, news) {
  Object.assign(log, { revision: news.revision, more: news.more });
  log.entries.length = news.total;
  for (const { place, entry } of news.entries) log.entries[place] = entry;
  if (!news.lives) return;
  for (const { begins, ends } of log.lives) {
    for (const place of [begins, ends]) if (log.entries[place]) Object.assign(log.entries[place], { begins: undefined, ends: undefined });
  }
  for (const { begins, ends, ...life } of news.lives) {
    (log.entries[begins].begins ??= []).push(life);
    if (ends !== null) (log.entries[ends].ends ??= []).push(life);
  }
  log.lives = news.lives;
}

async function refresh() {
  const { tenants } = await api('GET', '/tenants');
  const names = tenants.map(one => one.name);
  if (!names.includes(live.tenant)) live.tenant = names[0] ?? null;
  if ($('tenant').dataset.names !== names.join()) {
    $('tenant').dataset.names = names.join();
    $('tenant').replaceChildren(...names.map(name => element('option', { value: name }, name)));
  }
  $('tenant').value = live.tenant;
  if (!live.tenant) return;
  const [{ apps }, { forgeApps }, clock, log] = await Promise.all([api('GET', at('/apps')),
    api('GET', at('/forge-apps')), api('GET', at('/clock')), readLog()]);
  const tenant = tenants.find(one => one.name === live.tenant);
  $('where').textContent = `${tenant.baseUrl} · ${tenant.clientKey}`;
  const seconds = Math.round(clock.offsetMillis / 1000);
  $('clock').textContent = seconds ? `${seconds > 0 ? '+' : ''}${seconds} s` : 'as the system';
  const seen = JSON.stringify([live.tenant, apps, forgeApps, log.revision]);
  // Whoever reads the rest of the log draws it.
  if (seen === live.seen || log.more) return;
  live.seen = seen;
  drawApps(apps, forgeApps);
  present(log.entries);
}

$('tenant').addEventListener('change', event => { live.tenant = event.target.value; run(async () => {}); });
$('install').addEventListener('submit', event => {
  event.preventDefault();
  // Who types an address here names its host.
  const descriptorUrl = $('descriptor').value;
  run(() => api('POST', at('/apps'), { descriptorUrl, allowedTargets: [new URL(descriptorUrl).hostname] }),
    'install', word(descriptorUrl));
});
for (const button of document.querySelectorAll('[data-clock]')) {
  const value = button.dataset.clock;
  const change = value === 'reset' ? { offsetMillis: 0 } : { advanceMillis: Number(value) };
  button.addEventListener('click', () => run(() => api('PUT', at('/clock'), change),
    'clock', value === 'reset' ? value : Number(value) / 1000));
}
