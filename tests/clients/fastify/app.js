// A Connect app on Fastify and unmodified @atlassian/atlassian-jwt and atlassian-oauth2.
//
// It registers a web item when it is enabled, after it has answered; at /do/:client it calls the
// tenant on request, at /do/:client/as/:user as a user. forge.js is its other half, for when it has moved to Forge.

const fastify = require('fastify');
const jwt = require('@atlassian/atlassian-jwt');
const oauth2 = require('atlassian-oauth2');

const KEY = 'fastify-app';
const MODULES = '/rest/atlassian-connect/1/app/module/dynamic';
const { PORT, CONNECT_KEYS_CDN_URL } = process.env;
const KEYS = CONNECT_KEYS_CDN_URL ?? 'https://connect-install-keys.atlassian.com';
const BASE_URL = `http://127.0.0.1:${PORT}`;
const LEEWAY = 30;

const tenants = new Map();
const clientKeys = new Map();
const app = fastify();
app.register(require('@fastify/formbody'));

const refused = why => Object.assign(new Error(why), { statusCode: 401 });

function token(request) {
  const { authorization = '' } = request.headers;
  const found = authorization.startsWith('JWT ') ? authorization.slice(4) : request.query.jwt;
  if (!found) throw refused('no token');
  return found;
}

/** The library takes a token apart and throws what its parts throw. */
function orRefused(read) {
  try {
    return read();
  } catch (error) {
    throw refused(String(error));
  }
}

/** What the library leaves to its user: the times and the query string hash. */
function checkClaims(claims, request) {
  const now = Date.now() / 1000;
  if (!(claims.exp > now - LEEWAY)) throw refused('expired, or without expiry');
  if (claims.nbf > now + LEEWAY) throw refused('not valid yet');
  const { pathname } = new URL(request.url, BASE_URL);
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const { jwt: _, ...query } = request.query;
  const hashed = { method: request.method, pathname, query, body: form ? request.body : undefined };
  if (claims.qsh !== jwt.createQueryStringHash(hashed, form)) throw refused('qsh does not match');
}

/** The tenant that signed with its shared secret. */
function signedByTenant(request) {
  const given = token(request);
  const { iss } = orRefused(() => jwt.decodeSymmetric(given, '', jwt.SymmetricAlgorithm.HS256, true));
  const tenant = tenants.get(iss);
  if (!tenant) throw refused(`no tenant ${iss}`);
  const claims = orRefused(() => jwt.decodeSymmetric(given, tenant.sharedSecret, jwt.SymmetricAlgorithm.HS256));
  checkClaims(claims, request);
  return { tenant, claims };
}

/** The body of an installed or uninstalled that the host signed with its install key. */
async function signedInstall(request) {
  const given = token(request);
  const kid = orRefused(() => jwt.getKeyId(given));
  const reply = await fetch(`${KEYS}/${encodeURIComponent(kid)}`);
  if (!reply.ok) throw refused(`no key ${kid}`);
  const key = await reply.text();
  const claims = orRefused(() => jwt.decodeAsymmetric(given, key, jwt.AsymmetricAlgorithm.RS256));
  if (![claims.aud].flat().includes(BASE_URL)) throw refused('for another app');
  const { clientKey, sharedSecret, baseUrl } = request.body;
  if (claims.iss !== clientKey) throw refused('iss is not the clientKey');
  checkClaims(claims, request);
  if (!clientKey || !baseUrl || (request.url.startsWith('/installed') && !sharedSecret)) {
    throw Object.assign(new Error('a field is missing'), { statusCode: 400 });
  }
  return request.body;
}

async function answered(reply) {
  const text = await reply.text();
  const isJson = (reply.headers.get('content-type') ?? '').startsWith('application/json');
  return { status: reply.status, body: (isJson ? JSON.parse(text) : text) || null };
}

function send(tenant, method, url, json, authorization) {
  const body = typeof json === 'object' ? JSON.stringify(json) : undefined;
  const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
  return fetch(tenant.baseUrl + url, { method, headers, body }).then(answered);
}

function call(tenant, method, url, json) {
  const now = Math.floor(Date.now() / 1000);
  const qsh = jwt.createQueryStringHash(jwt.fromMethodAndUrl(method, url));
  const claims = { iss: KEY, iat: now, exp: now + 180, qsh };
  return send(tenant, method, url, json, `JWT ${jwt.encodeSymmetric(claims, tenant.sharedSecret)}`);
}

const item = key => ({
  webItems: [{ key, name: { value: key }, url: '/x', location: 'system.content.action' }],
});

app.get('/atlassian-connect.json', async () => ({
  key: KEY, name: 'Fastify app', baseUrl: BASE_URL, scopes: ['READ', 'WRITE', 'ACT_AS_USER'],
  authentication: { type: 'jwt' },
  apiMigrations: { 'signed-install': true, 'context-qsh': true },
  lifecycle: {
    installed: '/installed', uninstalled: '/uninstalled', enabled: '/enabled', disabled: '/disabled',
  },
  modules: {
    generalPages: [{ key: 'protected', name: { value: 'Protected' }, url: '/protected' }],
    staticContentMacros: [{
      key: 'posted', name: { value: 'Posted' }, url: '/posted?text={text}', renderingMethod: 'post',
      parameters: [{ identifier: 'text', name: { value: 'Text' }, type: 'string' }],
    }],
    webhooks: [{ event: 'page_updated', url: '/page-updated' }],
  },
}));

app.post('/installed', async (request, reply) => {
  const installed = await signedInstall(request);
  tenants.set(installed.clientKey, installed);
  if (installed.installationId) clientKeys.set(installed.installationId, installed.clientKey);
  reply.code(204).send();
});

// The row is kept: what comes back is known again.
app.post('/uninstalled', async (request, reply) => {
  await signedInstall(request);
  reply.code(204).send();
});

app.post('/enabled', (request, reply) => {
  const { tenant } = signedByTenant(request);
  reply.raw.once('finish', () => call(tenant, 'POST', MODULES, item('from-enabled')));
  reply.code(204).send();
});

app.post('/disabled', (request, reply) => {
  signedByTenant(request);
  reply.code(204).send();
});

app.get('/protected', async request => signedByTenant(request).claims.iss);
app.post('/posted', async request => {
  signedByTenant(request);
  return `<p>${request.body.text}</p>`;
});
app.post('/page-updated', (request, reply) => {
  signedByTenant(request);
  reply.code(204).send();
});

// Reached by the driver, without a token.
const verb = ({ method }) => (method === 'del' ? 'DELETE' : method.toUpperCase());
app.post('/do/:client', async request => {
  const { url, json } = request.body;
  return call(tenants.get(request.params.client), verb(request.body), url, json);
});

app.post('/do/:client/as/:user', async request => {
  const tenant = tenants.get(request.params.client);
  const { url, json } = request.body;
  const { access_token: access } = await oauth2.getAccessToken({
    hostBaseUrl: tenant.baseUrl, oauthClientId: tenant.oauthClientId, sharedSecret: tenant.sharedSecret,
    userAccountId: request.params.user, scopes: ['READ', 'WRITE'],
    // An option of the package; without it, Atlassian's own server.
    ...(CONNECT_KEYS_CDN_URL && { authorizationServerBaseUrl: new URL(tenant.baseUrl).origin }),
  });
  return send(tenant, verb(request.body), url, json, `Bearer ${access}`);
});

require('./forge')(app, clientKeys);

app.listen({ port: Number(PORT), host: '127.0.0.1' }).then(() => console.log('ready'));
