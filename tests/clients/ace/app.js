// A Connect app on unmodified atlassian-connect-express. When it is enabled it registers a web
// item by its own HTTP client; at /register/:key, /modules and /property it does on request.
// forge.js is its other half, for when it has moved to Forge.

const ace = require('atlassian-connect-express');
const express = require('express');
const bodyParser = require('body-parser');

const MODULES = '/rest/atlassian-connect/1/app/module/dynamic';

// The tenants, in memory: the store that the package ships wants a database.
ace.store.register('map', () => {
  const rows = new Map();
  const clientKeys = new Map();
  const id = (key, client) => `${client} ${key}`;
  return {
    get: async (key, client) => rows.get(id(key, client)) ?? null,
    set: async (key, value, client) => (rows.set(id(key, client), value), value),
    del: async (key, client) => void rows.delete(id(key, client)),
    saveInstallation: async (value, client) => {
      if (value.installationId) clientKeys.set(value.installationId, client);
      rows.set(id('clientInfo', client), value);
      return value;
    },
    getClientSettingsForForgeInstallation: async installation =>
      rows.get(id('clientInfo', clientKeys.get(installation))) ?? null,
    forForgeInstallation: installation => ({
      get: async key => rows.get(id(key, installation)) ?? null,
      set: async (key, value) => void rows.set(id(key, installation), value),
    }),
    getAllClientInfos: async () => [...rows.values()],
    isMemoryStore: () => true,
  };
});

const app = express();
app.set('port', process.env.PORT);
const config = {
  product: 'confluence', store: { adapter: 'map' }, validateDescriptor: false, watch: false,
  // On Forge; the package puts the rest of the ARI before it.
  appId: '6a1f0f5e-5d0c-4d53-8a51-4f6f0e0f7c11',
  // Where it installs itself, with user and password; nowhere without it.
  hosts: process.env.INSTALL_ON ? [process.env.INSTALL_ON] : [],
};
const addon = ace(app, { config: { development: config } });
app.use(bodyParser.json());
app.use(addon.middleware());

const client = request => addon.httpClient({ clientKey: request.context.clientKey });
const call = (method, request, options) => new Promise(resolve => {
  client(request)[method](options, (error, reply, body) => {
    resolve({ status: error ? 0 : reply.statusCode, body: body ?? null });
  });
});
const item = key => ({
  webItems: [{ key, name: { value: key }, url: '/x', location: 'system.content.action' }],
});

app.post('/enabled', addon.authenticate(), (request, response) => {
  response.sendStatus(204);
  call('post', request, { url: MODULES, json: item('from-enabled') });
});
app.post('/disabled', addon.authenticate(), (_request, response) => response.sendStatus(204));
app.post('/uninstalled', addon.authenticateInstall(), (_request, response) => response.sendStatus(204));

app.get('/protected', addon.authenticate(), (request, response) => response.send(request.context.clientKey));
app.get('/for-admins', addon.authenticate(), addon.authorizeConfluence({ application: ['administer'] }),
  (_request, response) => response.sendStatus(204));
app.get('/for-editors', addon.authenticate(), addon.authorizeConfluence({ content: 'update' }),
  (_request, response) => response.sendStatus(204));
app.get('/for-its-own-page', addon.checkValidToken(), (request, response) =>
  response.json(request.context.context));
app.post('/page-updated', addon.authenticate(), (_request, response) => response.sendStatus(204));

// Reached by the driver, without a token: what it asks for is done as the tenant's app.
app.post('/do/:client', async (request, response) => {
  request.context = { clientKey: request.params.client };
  const { method, url, json } = request.body;
  response.json(await call(method, request, { url, json: json ?? true }));
});

// The same as a user. The package picks the authorization server by the host's domain, and offers
// no setting for it: where the tenant does not look like a real one, it is talked into another.
if (process.env.CONNECT_KEYS_CDN_URL) {
  const OAuth2 = require('atlassian-connect-express/lib/internal/oauth2');
  OAuth2.prototype.getAuthorizationServer = hostBaseUrl => new URL(hostBaseUrl).origin;
}
app.post('/do/:client/as/:user', (request, response) => {
  request.context = { clientKey: request.params.client };
  const { method, url, json } = request.body;
  client(request).asUserByAccountId(request.params.user)[method]({ url, json: json ?? true },
    (error, reply, body) => response.json({ status: error ? 0 : reply.statusCode, body: body ?? String(error) }));
});

require('./forge')(app, addon);

app.listen(process.env.PORT, '127.0.0.1', () => {
  console.log('ready');
  if (process.env.INSTALL_ON) addon.register();
});
