// For vitest: `test('…', async ({ tenant }) => { … })`.

import { basename } from 'node:path';
import { afterAll, test as base } from 'vitest';
import { TestTenants, server, stopServer } from './index.js';

export const test = base.extend({
  startTenant: async ({ task }, use) => {
    const names = [];
    for (let one = task; one; one = one.suite) if (one.name) names.unshift(one.name);
    const tenants = new TestTenants([basename(task.file.name), ...names].join(' '));
    await use(options => tenants.start(options));
    await tenants.end(task.result?.state === 'fail' || Boolean(task.result?.errors?.length));
  },
  tenant: async ({ startTenant }, use) => use(await startTenant()),
});

afterAll(stopServer);

export { server };
