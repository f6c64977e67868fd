// For jest: `test('…', withTenant(async tenant => { … }))`.
'use strict';

const { basename } = require('node:path');
const { TestTenants, server, stopServer } = require('./index.js');

let running;

/** The test with a tenant of its own, before what `test.each` gives it. */
function withTenant(run, options) {
  // Without declared parameters, which jest would take for a callback.
  return async (...given) => {
    const { currentTestName, testPath } = globalThis.expect.getState();
    const test = { tenants: new TestTenants(`${basename(testPath ?? 'jest')} ${currentTestName}`), passed: false };
    running = test;
    await run(await test.tenants.start(options), ...given);
    test.passed = true;
  };
}

// A test that ran out of time never gets to its end, and comes here all the same.
globalThis.afterEach(async () => {
  const ended = running;
  running = undefined;
  await ended?.tenants.end(!ended.passed);
});
globalThis.afterAll(stopServer);

module.exports = { withTenant, server };
