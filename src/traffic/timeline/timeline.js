// Draws the log: one row an exchange, the lives of secrets beside them, details on demand.

// Draws what the filters leave.
function draw() {
  const { entries } = timeline;
  const wanted = $('filter').value.trim().toLowerCase();
  const shown = entry => {
    if ($('trouble').checked && !isTrouble(entry)) return false;
    if (isExchange(entry) && !$(entry.direction).checked) return false;
    return !wanted || loweredOf(entry).includes(wanted);
  };
  timeline.shown = [...entries.keys()].filter(place => shown(entries[place]));
  drawRows();
  $('empty').hidden = timeline.shown.length > 0;
  const refused = entries.filter(entry => isExchange(entry) && entry.trouble).length;
  $('summary').textContent = `${timeline.shown.length} of ${entries.length} shown, ${refused} refused`;
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
  timeline.lanes = lives(entries);
  timeline.apps = new Set(entries.map(entry => isExchange(entry) && entry.app).filter(Boolean));
  drawLegend();
  draw();
}

// Many entries come as a table: the different values of each field, and for each entry the number of its own, 0 for none.
function unpacked({ count, fields }) {
  const entries = Array.from({ length: count }, () => ({}));
  for (const [name, { values, of }] of Object.entries(fields)) {
    of.forEach((number, place) => { if (number) entries[place][name] = values[number - 1]; });
  }
  return entries;
}
const given = JSON.parse($('data').textContent);
show(Array.isArray(given) ? given : unpacked(given));
