// An app that serves its descriptor, says yes to every callback, and no to what is not signed at all.
'use strict';

const { createServer } = require('node:http');
const { once } = require('node:events');

async function startApp() {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/atlassian-connect.json') {
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify(descriptor(url)));
    }
    response.writeHead(request.headers.authorization ? 204 : 401).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return { descriptorUrl: `${url}/atlassian-connect.json`, stop: () => { server.closeAllConnections(); server.close(); } };
}

const descriptor = baseUrl => ({
  key: 'my-app', baseUrl, authentication: { type: 'jwt' }, scopes: ['READ'],
  lifecycle: { installed: '/installed', enabled: '/enabled' },
});

module.exports = { startApp };
