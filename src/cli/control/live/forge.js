// The apps on Forge: what is installed, what waits, and a button for each thing that happens to them.
const ofForge = (app, verb) => at(`/forge-apps/${encodeURIComponent(app.id)}/${verb}`);
const FORGE_VERBS = { 'retry-events': 'retry-events', 'new-installation-id': 'installation-id', uninstall: 'uninstall' };

function forgeButtons(app) {
  const button = (verb, command) => {
    const made = element('button', { type: 'button', onclick: command }, verb);
    Object.assign(made.dataset, { app: app.id, verb });
    return made;
  };
  const verbs = Object.entries(FORGE_VERBS).map(([verb, path]) => button(verb, () =>
    run(() => api('POST', ofForge(app, path), {}), 'forge', verb, word(app.id))));
  const schedules = app.schedules.map(schedule => button(`schedule ${schedule}`, () =>
    run(() => api('POST', ofForge(app, 'schedule'), { schedule }), 'forge', 'schedule', word(app.id), word(schedule))));
  return [...schedules, ...verbs];
}

const lines = (title, words) => words.length
  ? [element('strong', {}, title), element('ul', {}, ...words.map(line => element('li', {}, line)))] : [];

function forgeCard(app) {
  const half = app.connectKey ? [`Connect half ${app.connectKey}`] : [];
  const facts = [`${app.version} · ${app.environment}`, ...half, app.status].join(' · ');
  const waiting = app.eventRetries.map(one => `${one.event} to ${one.trigger}, retry ${one.retry} of 4: ${one.reason}`);
  return element('article', { className: 'app', ariaLabel: `${app.id} on Forge, ${app.status}` },
    element('h2', {}, 'Forge ', element('small', {}, `${app.id} ${facts}`)),
    element('p', { className: 'fact' }, app.installationId),
    element('div', { className: 'buttons' }, ...forgeButtons(app), licensed(app.licence, licence =>
      run(() => api('PUT', ofForge(app, 'licence'), { licence }), 'forge', 'licence', licence, word(app.id)))),
    ...lines('Dynamic modules', app.dynamicModuleKeys), ...lines('To be tried again', waiting));
}

// Which Connect apps may move: those that no app on Forge is half of.
function drawMoves(apps, forgeApps) {
  const halves = forgeApps.map(app => app.connectKey);
  const keys = apps.map(app => app.key).filter(key => !halves.includes(key));
  if ($('moves').dataset.keys === keys.join()) return;
  $('moves').dataset.keys = keys.join();
  const chosen = $('moves').value;
  $('moves').replaceChildren(element('option', { value: '' }, 'install or upgrade'),
    ...keys.map(key => element('option', { value: key }, `move ${key}`)));
  if (keys.includes(chosen)) $('moves').value = chosen;
}

// `backend=http://localhost:3000 other=…`
const pairs = text => Object.fromEntries(text.split(/\s+/).filter(Boolean).map(pair => {
  const [key, ...url] = pair.split('=');
  return [key, url.join('=')];
}));

$('deploy').addEventListener('submit', event => {
  event.preventDefault();
  const key = $('moves').value;
  const given = $('remotes').value.split(/\s+/).filter(Boolean);
  const command = key ? ['move', word(key)] : ['install'];
  const path = key ? `/apps/${encodeURIComponent(key)}/move-to-forge` : '/forge-apps';
  run(() => {
    const remotes = pairs($('remotes').value);
    // Who types an address here names its host.
    const allowedTargets = Object.values(remotes).map(url => new URL(url).hostname);
    return api('POST', at(path), { manifestText: $('manifest').value, remotes, allowedTargets });
  }, 'forge', ...command, 'manifest.yml', ...given.flatMap(pair => ['--remote', word(pair)]));
});
for (const button of document.querySelectorAll('[data-site]')) {
  const verb = button.dataset.site;
  button.addEventListener('click', () => run(() => api('POST', at(`/${verb}`), {}), verb));
}
