import type { Tenant, TenantOptions } from './index';

/** The test with a tenant of its own, before what `test.each` gives it. */
export function withTenant<Given extends unknown[]>(
  run: (tenant: Tenant, ...given: Given) => unknown, options?: TenantOptions,
): (...given: Given) => Promise<void>;
export { server } from './index';
