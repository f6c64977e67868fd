// The rows: all of them while they are few, and beyond that in blocks, of which those are drawn that are near to what
// somebody looks at.
const AT_ONCE = 2000;
const OF_A_BLOCK = 200;
// About the height of a row, in pixels, for a block that was not drawn yet.
const ROW_HEIGHT = 38;

function row(place) {
  const entry = timeline.entries[place];
  if (!isExchange(entry)) {
    const note = element('span', { className: 'call' }, (entry.command ? '▶ ' : '◆ ') + wordsOf(entry));
    const kind = entry.command ? 'row command' : 'row remark';
    return element('li', {}, element('div', { className: kind }, gutter(place), note));
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
  }, gutter(place), call);
  button.dataset.id = entry.id;
  return element('li', {}, button);
}

const watching = new IntersectionObserver(changes => {
  for (const { target, isIntersecting } of changes) {
    const block = timeline.blocks[target.dataset.at];
    if (block?.item === target) block.near = isIntersecting;
  }
  drawNear();
}, { rootMargin: '1000px 0px' });

function newBlock(at, before) {
  const from = at * OF_A_BLOCK, to = Math.min(from + OF_A_BLOCK, timeline.shown.length);
  const item = element('li', { className: 'block' });
  item.dataset.at = at;
  const block = { item, from, to, near: before?.drawn ?? false, drawn: false };
  leave(block, before?.to === to ? before.height : (to - from) * ROW_HEIGHT);
  return block;
}

const nameOf = block => `Rows ${block.from + 1} to ${block.to}`;

function fill(block) {
  if (block.drawn) return;
  block.drawn = true;
  const rows = timeline.shown.slice(block.from, block.to).map(row);
  block.item.style.height = '';
  block.item.replaceChildren(element('ol', { ariaLabel: nameOf(block) }, ...rows));
}

// It keeps its place, so that nothing moves.
function leave(block, height) {
  block.drawn = false;
  block.height = height;
  block.item.style.height = `${height}px`;
  block.item.replaceChildren(element('span', { className: 'unseen' }, nameOf(block)));
}

// Whoever stands on a row that is far stays there.
function drawNear() {
  for (const block of timeline.blocks) {
    if (block.near) fill(block);
    else if (block.drawn && !block.item.contains(document.activeElement)) leave(block, block.item.offsetHeight || block.height);
  }
  mark();
}

function drawRows() {
  const { shown, blocks: before } = timeline;
  const chosen = rowWithFocus()?.dataset.id;
  watching.disconnect();
  const count = shown.length > AT_ONCE ? Math.ceil(shown.length / OF_A_BLOCK) : 0;
  for (const block of before) if (block.drawn) block.height = block.item.offsetHeight || block.height;
  timeline.blocks = Array.from({ length: count }, (_, at) => newBlock(at, before[at]));
  if (count > 0 && !timeline.blocks.some(block => block.near)) timeline.blocks[0].near = true;
  for (const block of timeline.blocks) if (block.near) fill(block);
  $('rows').replaceChildren(...count > 0 ? timeline.blocks.map(block => block.item) : shown.map(row));
  for (const block of timeline.blocks) watching.observe(block.item);
  // Who stands on a row stays there when more rows come.
  if (chosen) rowOf(chosen)?.focus({ preventScroll: true });
  mark();
}

// The row at a place among those shown, which is drawn for it.
function rowAt(index) {
  if (timeline.blocks.length === 0) return $('rows').children[index];
  const block = timeline.blocks[Math.floor(index / OF_A_BLOCK)];
  if (block) fill(block);
  return block?.item.firstElementChild.children[index - block.from];
}

const rowWithFocus = () => document.activeElement?.closest('#rows button');
const indexOf = id => timeline.shown.findIndex(place => timeline.entries[place].id === Number(id));
const rowOf = id => rowAt(indexOf(id))?.firstElementChild;

function showLastRow() {
  rowAt(timeline.shown.length - 1)?.scrollIntoView({ block: 'nearest' });
}

// Which row is selected, and to which one the tab key leads: where somebody stood last, or the first that is drawn.
function mark() {
  const buttons = [...$('rows').querySelectorAll('button')];
  const stop = buttons.find(button => button.dataset.id === timeline.standing) ?? buttons[0];
  for (const button of buttons) {
    button.setAttribute('aria-current', String(timeline.selected?.id === Number(button.dataset.id)));
    button.tabIndex = button === stop ? 0 : -1;
  }
}

// To the next exchange in this direction, or the first one.
function step(by) {
  const { entries, shown } = timeline;
  const from = rowWithFocus();
  const at = from ? indexOf(from.dataset.id) : -1;
  const way = from ? by : 1;
  let index = at + way;
  while (index in shown && !isExchange(entries[shown[index]])) index += way;
  const next = rowAt(index in shown ? index : at)?.firstElementChild;
  if (!next) return;
  next.focus();
  if (timeline.selected) next.click();
}

document.addEventListener('focusin', () => {
  timeline.standing = rowWithFocus()?.dataset.id ?? timeline.standing;
  drawNear();
});

