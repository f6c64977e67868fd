import type { TestAPI } from 'vitest';
import type { Tenant, TenantOptions } from './index.js';

/** vitest's own, with a tenant for each test, and `startTenant` for more of them. */
export const test: TestAPI<{ tenant: Tenant; startTenant: (options?: TenantOptions) => Promise<Tenant> }>;
export { server } from './index.js';
