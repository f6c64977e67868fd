// What is left of the app after its move to Forge, by what the package has for that: it verifies
// invocation tokens with `authenticateForge`, and finds the Connect half with `associateConnect`.

const CONTENT = '/wiki/rest/api/content?limit=1';
const USER = '/wiki/rest/api/user/current';

// By cloudId, which neither a move nor a reinstall changes.
const sites = new Map();

async function ask(forge, token, path) {
  const reply = await fetch(forge.apiBaseUrl + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: reply.status, body: await reply.json() };
}

module.exports = (app, addon) => {
  const remote = [addon.authenticateForge(), addon.associateConnect()];
  const route = (path, handler) => app.post(path, remote, async (request, response, next) => {
    try {
      const { forge, clientKey } = request.context;
      const answer = await handler(forge, request.body, clientKey ?? null);
      if (answer) response.json(answer);
      else response.sendStatus(204);
    } catch (error) {
      next(error);
    }
  });

  route('/forge/lifecycle', ({ app: { installationId }, context }, _, clientKey) => {
    sites.set(context.cloudId, { installationId, clientKey, pages: [], synced: [] });
  });
  route('/forge/events', ({ context }, { eventType, content }) => {
    sites.get(context.cloudId)?.pages.push(`${eventType} ${content.title}`);
  });
  // The token is the one that the package has kept for calls that nobody begins.
  route('/forge/sync', async forge => {
    const { appToken } = await addon.getForgeAppToken(forge.app.installationId);
    const { status } = await ask(forge, appToken, CONTENT);
    sites.get(forge.context.cloudId)?.synced.push(status);
  });
  route('/forge/goodbye', ({ context }) => void sites.delete(context.cloudId));
  route('/forge/board', async (forge, _, clientKey) => ({
    installationId: forge.app.installationId, principal: forge.principal, clientKey,
    app: await ask(forge, forge.tokens.app, USER), user: await ask(forge, forge.tokens.user, USER),
  }));
  route('/forge/modules', async ({ apiBaseUrl, tokens }, module) => {
    const reply = await fetch(new URL('/forge/installation/v2/dynamic/module', apiBaseUrl), {
      method: 'POST', body: JSON.stringify(module),
      headers: { authorization: `Bearer ${tokens.app}`, 'content-type': 'application/json' },
    });
    return { status: reply.status, body: await reply.json() };
  });
  // For the driver, without a token.
  app.get('/forge/sites', (_, response) => response.json(Object.fromEntries(sites)));
};
