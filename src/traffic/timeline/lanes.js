// Secrets, tokens and keys: from where to where each is good, in lanes beside the rows.
const COLOURS = ['#3b82f6', '#e0731d', '#16a34a', '#c026d3', '#0891b2', '#a16207'];

// Each from the entry at which it begins to the last one at which it is good. What is of one
// kind and one app stands in one lane, as far as it does not overlap.
function lives(entries) {
  const lanes = [], alike = new Map(), open = new Map();
  const name = (...parts) => JSON.stringify(parts);
  entries.forEach((entry, place) => {
    for (const begun of entry.begins ?? []) {
      const life = { ...begun, start: place, end: null };
      const kind = name(begun.kind, begun.app);
      const own = alike.get(kind) ?? [];
      alike.set(kind, own);
      const lane = own.find(one => one.at(-1).end !== null && one.at(-1).end < place);
      if (lane) lane.push(life); else { lanes.push([life]); own.push(lanes.at(-1)); }
      const same = name(begun.kind, begun.app, begun.name);
      if (open.has(same)) open.get(same).push(life); else open.set(same, [life]);
    }
    for (const ended of entry.ends ?? []) {
      const life = open.get(name(ended.kind, ended.app, ended.name))?.shift();
      if (life) life.end = place;
    }
  });
  return lanes;
}

// The one of a lane that is good at a place: they follow each other.
function aliveIn(lane, place) {
  let from = 0, to = lane.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((lane[middle].end ?? Infinity) < place) from = middle + 1; else to = middle;
  }
  return lane[from]?.start <= place ? lane[from] : undefined;
}

// It says whose it is where there are other apps.
const lifeName = ({ name, app }) => app && timeline.apps.size > Number(timeline.apps.has(app)) ? `${name} of ${app}` : name;

function gutter(place) {
  const alive = timeline.lanes.map(lane => aliveIn(lane, place));
  const cell = element('span', { className: 'lives', title: alive.filter(Boolean).map(lifeName).join(', ') });
  alive.forEach((life, index) => {
    const bar = element('i', { className: timeline.lanes[index][0].kind });
    if (life) {
      bar.className += ' alive' + (place === life.start ? ' begins' : '') + (place === life.end ? ' ends' : '');
      bar.style.setProperty('--life', COLOURS[index % COLOURS.length]);
    }
    cell.append(bar);
  });
  return cell;
}

function drawLegend() {
  const items = timeline.lanes.map((lane, index) => {
    const mark = element('b', { className: lane[0].kind, ariaHidden: 'true' });
    mark.style.setProperty('--life', COLOURS[index % COLOURS.length]);
    return element('li', {}, mark, [...new Set(lane.map(lifeName))].join(', '));
  });
  $('legend').replaceChildren(...items);
  $('legend').hidden = items.length === 0;
  document.documentElement.style.setProperty('--gutter', Math.max(1, items.length * .5 + .3) + 'rem');
}

