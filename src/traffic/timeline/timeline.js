'use strict';
// Draws the log: one row an exchange, the lives of secrets beside them, details on demand.
const COLOURS = ['#3b82f6', '#e0731d', '#16a34a', '#c026d3', '#0891b2', '#a16207'];
const $ = id => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const timeline = { entries: [], selected: null };

// An entry is an exchange, a command of the tester, or a remark of the tenant.
const isExchange = entry => entry.command === undefined && entry.remark === undefined;
const wordsOf = entry => entry.command ? `test: ${entry.words}` : entry.remark;
const textOf = entry => isExchange(entry) ? [
  `${entry.method} ${entry.target}`, entry.origin, entry.status, entry.token, entry.claims, entry.requestBody,
  entry.replyBody, entry.app, entry.partner, ...entry.notes.flatMap(note => note.words)].join(' ') : wordsOf(entry);
const isTrouble = entry => isExchange(entry) ? entry.trouble : entry.remark !== undefined;

// Secrets, tokens and keys, each from the entry at which it begins to the last one at which it is good. What is of one
// kind and one app stands in one lane, as far as it does not overlap.
function lives(entries) {
  const lanes = [];
  const same = (one, other) => one.kind === other.kind && one.name === other.name && one.app === other.app;
  entries.forEach((entry, place) => {
    for (const begun of entry.begins ?? []) {
      const fits = lane => lane[0].kind === begun.kind && lane[0].app === begun.app && lane.at(-1).end !== null && lane.at(-1).end < place;
      const life = { ...begun, start: place, end: null };
      const lane = lanes.find(fits);
      if (lane) lane.push(life); else lanes.push([life]);
    }
    for (const ended of entry.ends ?? []) {
      const life = lanes.flat().find(one => same(one, ended) && one.end === null);
      if (life) life.end = place;
    }
  });
  return lanes;
}

const lifeName = life => timeline.entries.some(entry => isExchange(entry) && entry.app && life.app && entry.app !== life.app)
  ? `${life.name} of ${life.app}` : life.name;
const aliveAt = (life, place, last) => place >= life.start && place <= (life.end ?? last);

function gutter(all, place, last) {
  const cell = element('span', { className: 'lives', title: all.flat().filter(one =>
    aliveAt(one, place, last)).map(lifeName).join(', ') });
  all.forEach((lane, index) => {
    const life = lane.find(one => aliveAt(one, place, last));
    const bar = element('i', { className: lane[0].kind });
    if (life) {
      bar.className += ' alive' + (place === life.start ? ' begins' : '') + (place === life.end ? ' ends' : '');
      bar.style.setProperty('--life', COLOURS[index % COLOURS.length]);
    }
    cell.append(bar);
  });
  return cell;
}

function legend(all) {
  const items = all.map((lane, index) => {
    const mark = element('b', { className: lane[0].kind, ariaHidden: 'true' });
    mark.style.setProperty('--life', COLOURS[index % COLOURS.length]);
    return element('li', {}, mark, [...new Set(lane.map(lifeName))].join(', '));
  });
  $('legend').replaceChildren(...items);
  $('legend').hidden = items.length === 0;
}

function row(entry, place, all, last) {
  if (!isExchange(entry)) {
    const note = element('span', { className: 'call' }, (entry.command ? '▶ ' : '◆ ') + wordsOf(entry));
    const kind = entry.command ? 'row command' : 'row remark';
    return element('li', {}, element('div', { className: kind }, gutter(all, place, last), note));
  }
  const end = entry.status === null ? entry.outcome : String(entry.status);
  const bad = entry.status === null || entry.trouble;
  const way = entry.direction === 'to-app' ? `tenant to ${entry.partner}: ` : `${entry.partner} to tenant: `;
  const named = entry.partner === 'app' ? [] : [element('span', { className: 'partner' }, entry.partner)];
  const words = element('span', { className: 'words' }, element('span', { className: 'unseen' }, way), ...named,
    element('span', { className: 'path' }, `${entry.method} ${entry.folded}`),
    element('span', { className: bad ? 'status bad' : 'status' }, end),
    element('span', { className: 'token' }, entry.token));
  const call = element('span', { className: 'call' + (entry.depth ? ' nested' : '') }, words,
    element('span', { className: 'arrow', style: 'display:block' }));
  call.style.display = 'block';
  call.style.marginLeft = entry.depth * 2 + 'rem';
  const lines = entry.notes.flatMap(note => note.words.map(line => (note.kind === 'fault' ? '⚡ ' : '! ') + line));
  for (const line of lines.slice(0, 2)) {
    call.append(element('span', { className: 'notes', style: 'display:block' }, line));
  }
  const button = element('button', {
    className: `row ${entry.direction}` + (entry.status === null ? ' lost' : ''), type: 'button',
    tabIndex: -1, onclick: () => select(entry),
  }, gutter(all, place, last), call);
  button.dataset.id = entry.id;
  return element('li', {}, button);
}

function draw() {
  const all = lives(timeline.entries);
  document.documentElement.style.setProperty('--gutter', Math.max(1, all.length * .5 + .3) + 'rem');
  legend(all);
  const wanted = $('filter').value.trim().toLowerCase();
  const shown = entry => {
    if ($('trouble').checked && !isTrouble(entry)) return false;
    if (isExchange(entry) && !$(entry.direction).checked) return false;
    return !wanted || textOf(entry).toLowerCase().includes(wanted);
  };
  const rows = document.createDocumentFragment();
  let count = 0;
  timeline.entries.forEach((entry, place) => {
    if (!shown(entry)) return;
    count += 1;
    rows.append(row(entry, place, all, timeline.entries.length - 1));
  });
  const chosen = document.activeElement?.closest('#rows button')?.dataset.id;
  $('rows').replaceChildren(rows);
  $('empty').hidden = count > 0;
  const refused = timeline.entries.filter(entry => isExchange(entry) && entry.trouble).length;
  $('summary').textContent = `${count} of ${timeline.entries.length} shown, ${refused} refused`;
  // Who stands on a row stays there when more rows come.
  const same = chosen && rowOf(chosen);
  const first = same || $('rows').querySelector('button');
  if (first) first.tabIndex = 0;
  if (same) same.focus({ preventScroll: true });
  mark();
}

const rowOf = id => $('rows').querySelector(`button[data-id="${id}"]`);

function mark() {
  for (const button of $('rows').querySelectorAll('button')) {
    button.setAttribute('aria-current', String(timeline.selected?.id === Number(button.dataset.id)));
  }
}

function select(entry) {
  const detail = $('detail');
  const left = entry === null && detail.contains(document.activeElement) && timeline.selected;
  timeline.selected = entry;
  mark();
  if (left) rowOf(left.id)?.focus();
  detail.hidden = entry === null;
  document.querySelector('main').classList.toggle('open', entry !== null);
  if (entry) detail.replaceChildren(...details(entry));
}

const pretty = text => {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
};
const block = (title, text) => text ? [element('h2', {}, title), element('pre', {}, text)] : [];

// Where two canonical requests differ: what they share before and after stands unmarked.
function difference(expected, got) {
  let start = 0;
  while (start < expected.length && expected[start] === got[start]) start += 1;
  let end = 0;
  while (end < Math.min(expected.length, got.length) - start && expected.at(-1 - end) === got.at(-1 - end)) end += 1;
  const show = text => element('pre', {}, text.slice(0, start),
    element('mark', {}, text.slice(start, text.length - end)), text.slice(text.length - end));
  return [element('h2', {}, 'expected'), show(expected), element('h2', {}, 'got'), show(got)];
}

function details(entry) {
  const close = element('button', { className: 'close', type: 'button', onclick: () => select(null) }, 'Close');
  const way = entry.direction === 'to-app' ? `Confluence → ${entry.partner}` : `${entry.partner} → Confluence`;
  const refused = entry.notes.find(note => note.kind === 'refused');
  const words = note => note.kind !== 'refused' ? note.words
    : [`refused by check: ${note.check}`, ...(note.likely ? [`likely: ${note.likely}`] : [])];
  return [close, element('h2', {}, `${way}${entry.app && entry.app !== entry.partner ? ` (${entry.app})` : ''}, number ${entry.id}`),
    element('pre', {}, `${entry.method} ${entry.origin}${entry.target}\n${entry.requestHeaders}`),
    ...block('Token', entry.token), ...block('Good from here on', (entry.begins ?? []).map(lifeName).join('\n')),
    ...block('Good no longer', (entry.ends ?? []).map(lifeName).join('\n')), ...block('Claims', pretty(entry.claims ?? '')),
    ...block('Sent', pretty(entry.requestBody)),
    ...block('Answer', `${entry.status ?? entry.outcome}${entry.took ? `, after ${entry.took} ms` : ''}\n${entry.replyHeaders}`),
    ...block('Body', pretty(entry.replyBody)), ...block('Notes', entry.notes.flatMap(words).join('\n')),
    ...(refused ? difference(refused.expected, refused.got) : [])];
}

function step(by) {
  const buttons = [...$('rows').querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)];
  if (!next) return;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  if (timeline.selected) next.click();
}

document.addEventListener('keydown', event => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === '/' && !typing) { event.preventDefault(); $('filter').focus(); }
  if (event.key === 'Escape') { select(null); if (typing) event.target.blur(); }
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (by && !typing) { event.preventDefault(); step(by); }
});
$('filters').addEventListener('submit', event => event.preventDefault());
$('filters').addEventListener('input', draw);

function show(entries) {
  timeline.entries = entries;
  draw();
}
show(JSON.parse($('data').textContent));
