// The log as it comes, or step by step for whoever tells the story; and to take along.
const replay = { entries: [], step: null, timer: null };
const EXPORTS = { html: ['html', 'text/html'], markdown: ['md', 'text/markdown'], mermaid: ['mmd', 'text/plain'],
  har: ['har', 'application/json'], text: ['txt', 'text/plain'] };

const told = entry => !entry ? 'the beginning' : isExchange(entry)
  ? `${entry.direction === 'to-app' ? `tenant to ${entry.partner}` : `${entry.partner} to tenant`}, ${entry.method} ${entry.folded}, ${entry.status ?? entry.outcome}`
  : wordsOf(entry);

function present(entries) {
  replay.entries = entries;
  presentStep();
}

function presentStep() {
  const all = replay.entries;
  const isLive = replay.step === null;
  const count = isLive ? all.length : Math.min(replay.step, all.length);
  const words = `${count} of ${all.length}: ${told(all[count - 1])}`;
  $('step').max = all.length;
  $('step').value = count;
  $('step').setAttribute('aria-valuetext', words);
  $('place').textContent = isLive ? '' : words;
  $('now').disabled = isLive;
  $('replay').disabled = all.length === 0;
  $('replay').textContent = replay.timer ? 'Pause' : 'Replay';
  show(all.slice(0, count));
  if (!isLive) showLastRow();
}

function pause() {
  clearInterval(replay.timer);
  replay.timer = null;
}

function stepTo(step) {
  pause();
  replay.step = Math.min(Math.max(step, 0), replay.entries.length);
  presentStep();
}

// From where it stands, or from the beginning where all of it is shown.
function play() {
  if (replay.step === null || replay.step >= replay.entries.length) replay.step = 0;
  replay.timer = setInterval(() => {
    replay.step += 1;
    if (replay.step >= replay.entries.length) pause();
    presentStep();
  }, 1000);
}

const standing = () => replay.step ?? replay.entries.length;
$('replay').addEventListener('click', () => { if (replay.timer) pause(); else play(); presentStep(); });
$('back').addEventListener('click', () => stepTo(standing() - 1));
$('on').addEventListener('click', () => stepTo(standing() + 1));
$('step').addEventListener('input', () => stepTo(Number($('step').value)));
$('now').addEventListener('click', () => { pause(); replay.step = null; presentStep(); $('replay').focus(); });
$('tools').addEventListener('submit', event => {
  event.preventDefault();
  const format = $('format').value;
  const [ending, type] = EXPORTS[format];
  run(async () => {
    const text = await ask('GET', at(`/log?format=${format}`));
    const link = element('a', { href: URL.createObjectURL(new Blob([text], { type })), download: `${live.tenant}.${ending}` });
    link.click();
    URL.revokeObjectURL(link.href);
    $('did').textContent = `${link.download} is saved; at the command line: mockfluence log --tenant ${word(live.tenant)} --format ${format}`;
  });
});

const again = () => refresh().catch(error => { $('said').textContent = error.message; })
  .finally(() => setTimeout(again, 1000));
again();
