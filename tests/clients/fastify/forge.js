// What is left of the app after its move to Forge: it verifies invocation tokens by unmodified jose, as the
// documentation of Forge shows it.

const CONTENT = '/wiki/rest/api/content?limit=1';
const USER = '/wiki/rest/api/user/current';
const APP_ID = 'ari:cloud:ecosystem::app/6a1f0f5e-5d0c-4d53-8a51-4f6f0e0f7c11';
const { FORGE_JWKS_URL = 'https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json' } = process.env;

// By cloudId, which neither a move nor a reinstall changes.
const sites = new Map();

// The package is a module of the newer kind.
const verifier = import('jose').then(({ createRemoteJWKSet, jwtVerify }) => {
  const keys = createRemoteJWKSet(new URL(FORGE_JWKS_URL));
  return token => jwtVerify(token, keys, { audience: APP_ID, issuer: 'forge/invocation-token' });
});

async function verified({ headers }) {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  try {
    if (scheme !== 'Bearer') throw new Error('no bearer');
    return (await (await verifier)(token)).payload;
  } catch (error) {
    throw Object.assign(new Error(String(error)), { statusCode: 401 });
  }
}

async function ask({ apiBaseUrl }, token, path) {
  const reply = await fetch(apiBaseUrl + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: reply.status, body: await reply.json() };
}

/** `clientKeys` has the clientKey of each installation that a Connect `installed` has named. */
module.exports = (app, clientKeys) => {
  const route = (path, handler) => app.post(path, async (request, reply) => {
    const answer = await handler(await verified(request), request);
    return answer ?? reply.code(204).send();
  });

  route('/forge/lifecycle', ({ app: { installationId }, context }) => {
    const clientKey = clientKeys.get(installationId) ?? null;
    sites.set(context.cloudId, { installationId, clientKey, pages: [], synced: [] });
  });
  route('/forge/events', ({ context }, { body: { eventType, content } }) => {
    sites.get(context.cloudId)?.pages.push(`${eventType} ${content.title}`);
  });
  route('/forge/sync', async (claims, { headers }) => {
    const { status } = await ask(claims.app, headers['x-forge-oauth-system'], CONTENT);
    sites.get(claims.context.cloudId)?.synced.push(status);
  });
  route('/forge/goodbye', ({ context }) => void sites.delete(context.cloudId));
  route('/forge/board', async (claims, { headers }) => ({
    installationId: claims.app.installationId, principal: claims.principal,
    clientKey: clientKeys.get(claims.app.installationId) ?? null,
    app: await ask(claims.app, headers['x-forge-oauth-system'], USER),
    user: await ask(claims.app, headers['x-forge-oauth-user'], USER),
  }));
  route('/forge/modules', async (claims, { headers, body }) => {
    const reply = await fetch(new URL('/forge/installation/v2/dynamic/module', claims.app.apiBaseUrl), {
      method: 'POST', body: JSON.stringify(body),
      headers: { authorization: `Bearer ${headers['x-forge-oauth-system']}`, 'content-type': 'application/json' },
    });
    return { status: reply.status, body: await reply.json() };
  });
  // For the driver, without a token.
  app.get('/forge/sites', async () => Object.fromEntries(sites));
};
