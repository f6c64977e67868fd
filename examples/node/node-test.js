// For node:test: `const tenant = await startTenant(t)`.
'use strict';

const { basename } = require('node:path');
const { TestTenants, server } = require('./index.js');

const ofTests = new WeakMap();

/** A tenant that lives as long as the test `t`. */
function startTenant(t, options) {
  let tenants = ofTests.get(t);
  if (!tenants) {
    tenants = new TestTenants(`${basename(process.argv[1] ?? 'node')} ${t.fullName ?? t.name}`);
    ofTests.set(t, tenants);
    t.after(() => tenants.end(!t.passed));
  }
  return tenants.start(options);
}

module.exports = { startTenant, server };
