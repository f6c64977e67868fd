// Compiled, not run: what is marked must be an error, and nothing else may be one.

import { test as nodeTest } from 'node:test';
import { MockfluenceError, Server, Tenant } from 'mockfluence';
import { startTenant } from 'mockfluence/node-test';
import { withTenant } from 'mockfluence/jest';

export async function lives(server: Server) {
  const tenant: Tenant = await server.newTenant({ settings: {} });
  const app = await tenant.installApp({ descriptorUrl: 'http://localhost:3000/atlassian-connect.json' });
  const keys: string[] = app.effectiveModuleKeys;
  await tenant.waitForModules('my-app', { keys });
  await tenant.wait({ filter: { direction: 'from-app', method: 'POST' } });
  const text: string = await tenant.snapshot('from-app');
  const done: void = await tenant.mask({ text });
  // @ts-expect-error: `url` is no field of a source.
  await tenant.installApp({ url: 'http://localhost:3000' });
  // @ts-expect-error: the app's key is missing.
  await tenant.rotateSecret();
  // @ts-expect-error: there is no such operation.
  await tenant.explode();
  // @ts-expect-error: that is the tenant's.
  await server.installApp({});
  return [done, new Error() instanceof MockfluenceError];
}

nodeTest('x', async t => { await (await startTenant(t, { host: 'ten dynamic modules' })).mask({ text: 'a' }); });
export const made: (row: number) => Promise<void> = withTenant(async (tenant, row: number) => { await tenant.reach(row, {}); });
