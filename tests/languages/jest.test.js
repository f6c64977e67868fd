// With the package `examples/node`: it starts the binary, and leaves the page of a test that fails.
const { withTenant } = require('mockfluence/jest');

const descriptorUrl = `${process.env.APP_URL ?? 'http://127.0.0.1:3000'}/atlassian-connect.json`;

test('the app is installed', withTenant(async tenant => {
  const app = await tenant.installApp({ descriptorUrl });
  expect(app.status).toBe('enabled');
  expect(await tenant.snapshot('to-app')).toContain('POST /enabled  204');
}));
