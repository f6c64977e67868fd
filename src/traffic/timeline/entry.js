'use strict';
// What the page is made from: elements, and what an entry says.
const $ = id => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const timeline = { entries: [], lanes: [], apps: new Set(), shown: [], blocks: [], selected: null, standing: null };

// An entry is an exchange, a command of the tester, or a remark of the tenant.
const isExchange = entry => entry.command === undefined && entry.remark === undefined;
const wordsOf = entry => entry.command ? `test: ${entry.words}` : entry.remark;
const textOf = entry => isExchange(entry) ? [
  `${entry.method} ${entry.target}`, entry.origin, entry.status, entry.token, entry.claims, entry.requestBody,
  entry.replyBody, entry.app, entry.partner, ...entry.notes.flatMap(note => note.words)].join(' ') : wordsOf(entry);
// Made once, for whoever types into the filter.
const loweredOf = entry => (entry.lowered ??= textOf(entry).toLowerCase());
const isTrouble = entry => isExchange(entry) ? entry.trouble : entry.remark !== undefined;

