// What every test framework needs.
'use strict';

const { Server } = require('./server.js');
const { Tenant } = require('./tenant.js');
const { MockfluenceError } = require('./error.js');
const { TestTenants, server, stopServer } = require('./test-tenants.js');

module.exports = { Server, Tenant, MockfluenceError, TestTenants, server, stopServer };
