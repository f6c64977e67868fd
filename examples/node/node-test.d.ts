import type { TestContext } from 'node:test';
import type { Tenant, TenantOptions } from './index';

/** A tenant that lives as long as the test `t`. */
export function startTenant(t: TestContext, options?: TenantOptions): Promise<Tenant>;
export { server } from './index';
