// Writes `operations.js` and `control-api.d.ts` from the OpenAPI document that the binary prints.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const binary = process.env.MOCKFLUENCE_BINARY || 'mockfluence';
const api = JSON.parse(execFileSync(binary, ['openapi'], { maxBuffer: 1 << 26 }));
const head = '// Written by generate.mjs from the OpenAPI document of the control API.\n';

const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).filter(([, operation]) => operation.operationId)
    .map(([method, { operationId }]) => `  ${operationId}: ['${method.toUpperCase()}', '${path}'],\n`));
const table = `${head}'use strict';\n\nmodule.exports = {\n${operations.sort().join('')}};\n`;
// A refusal rejects, with one type for all of them; so what is left is what a method resolves to.
for (const operation of Object.values(api.paths).flatMap(methods => Object.values(methods)))
  for (const status of Object.keys(operation.responses ?? {})) if (!status.startsWith('2')) delete operation.responses[status];
// A value that has a default may be left out.
const types = head + astToString(await openapiTS(api, { defaultNonNullable: false }));

for (const [name, text] of Object.entries({ 'operations.js': table, 'control-api.d.ts': types })) {
  const file = new URL(name, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${name} is not what the API is now; write it anew by \`npm run generate\``);
    process.exitCode = 1;
  }
}
