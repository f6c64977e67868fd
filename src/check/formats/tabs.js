function choose(at) {
  const chosen = findings[at];
  document.querySelectorAll('#tabs button').forEach((button, place) => {
    button.setAttribute('aria-pressed', String(place === at));
  });
  const about = document.getElementById('finding');
  about.replaceChildren(...[chosen.why, chosen.what, chosen.mend, chosen.alone].map(text => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  }));
  show(chosen.entries);
}
findings.forEach((finding, at) => {
  const button = document.createElement('button');
  button.textContent = finding.name;
  button.className = finding.severity;
  button.addEventListener('click', () => choose(at));
  document.getElementById('tabs').append(button);
});
if (findings.length) choose(0);
