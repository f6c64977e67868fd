// What the control API refuses, as an error with its words.
'use strict';

class MockfluenceError extends Error {
  constructor(method, path, status, problem) {
    const { error, explanation, log } = typeof problem === 'object' ? problem : { error: problem };
    super([`${error ?? 'no reason given'} (${method} ${path} ${status})`, explanation, log && `The end of the log:\n${log}`]
      .filter(Boolean).join('\n'));
    this.name = 'MockfluenceError';
    this.status = status;
    this.problem = problem;
  }
}

module.exports = { MockfluenceError };
