// Compares this crate's verdicts with those of Atlassian's own schema data on mutants of our valid descriptors.
//
//     node tests/official/differential.mjs
//
// It installs the npm packages @forge/manifest and ajv into a temporary folder, rebuilds the Connect schema from the
// Forge manifest schema, changes our valid fixtures in every way, and lets both sides judge. Nothing of those packages
// is kept. Exit status 1 when the two disagree and no reason below explains it.
//
// The Forge data differs from Connect's in known ways, which are undone first:
// - every module type is a list with at least one element: Connect has two single objects and no minimum;
// - module entries have no "type": "object", so a string would pass as a module;
// - a module key may hold underscores and has no limit: Connect's may not, and ends at 100;
// - webhooks must have a key: Connect's have none;
// - "unlicensedAccess" is Forge's and forbidden in a Connect module: Connect does not know it;
// - lifecycle, translations and cloudAppMigration are module types: in Connect they stand at the top level;
// - {"$ref": "#"} inside a composite condition means the composite condition again.
// The top level itself is not in the data, so mutants of it are judged only where those three stand.

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED = 10_000;
const PACKAGES = ['@forge/manifest@13.7.0', 'ajv@8.17.1'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const fixtures = join(root, 'fixtures', 'descriptors', 'valid');

// Disagreements with a reason: our verdict, where, and why we keep it.
const EXPLAINED = [
  {
    reason: 'icon, vendor and lifecycle URLs must be URIs: the formats were dropped from the Forge data',
    holds: ({ ours }) => ours.every(([, , message]) => message.endsWith('is not a valid URI')),
  },
  {
    reason: 'a translation path must be a string: the Forge data says only that paths are an object',
    holds: ({ ours }) => ours.every(([, pointer]) => pointer.startsWith('/translations/paths/')),
  },
  {
    reason: 'in a colour "0.5" is an alpha value and "0x5" is not: the dot of the official pattern matches any letter',
    holds: ({ ours }) => ours.every(([, , message]) => /rgba|hsla/.test(message) && /"(rgba|hsla)\(.*0[^.].*\)"$/.test(message)),
  },
];

const temporary = mkdtempSync(join(tmpdir(), 'descriptor-differential-'));
process.exitCode = 1;
try {
  const official = officialJudge();
  const mutants = [...everyMutant()];
  process.exitCode = compare(mutants, ourVerdicts(mutants), official);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function compare(mutants, verdicts, official) {
  const counts = { accepted: 0, refused: 0 };
  const explained = new Map(EXPLAINED.map(({ reason }) => [reason, 0]));
  const unexplained = [];
  mutants.forEach((mutant, index) => {
    const ours = verdicts[index];
    const theirs = official(mutant.descriptor);
    if ((ours.length === 0) === (theirs.length === 0)) {
      counts[ours.length === 0 ? 'accepted' : 'refused'] += 1;
      return;
    }
    const why = ours.length > 0 && EXPLAINED.find(({ holds }) => holds({ ...mutant, ours, theirs }));
    if (why) explained.set(why.reason, explained.get(why.reason) + 1);
    else unexplained.push({ ...mutant, ours, theirs });
  });
  console.log(`${mutants.length} mutants: both accept ${counts.accepted}, both refuse ${counts.refused}`);
  for (const [reason, count] of explained) console.log(`explained ${count}: ${reason}`);
  for (const { name, change, ours, theirs } of unexplained.slice(0, 20)) {
    console.log(`UNEXPLAINED ${name}: ${change}\n  ours: ${JSON.stringify(ours)}\n  theirs: ${JSON.stringify(theirs)}`);
  }
  console.log(`unexplained ${unexplained.length}`);
  if (mutants.length < WANTED) console.log(`too few mutants: ${WANTED} are wanted`);
  return unexplained.length > 0 || mutants.length < WANTED ? 1 : 0;
}

// The other side: one validator per place where the data has a schema.
function officialJudge() {
  writeFileSync(join(temporary, 'package.json'), '{"private": true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...PACKAGES], {
    cwd: temporary,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const file = join(temporary, 'node_modules', '@forge', 'manifest', 'out', 'schema', 'manifest-schema.json');
  const Ajv = createRequire(join(temporary, 'package.json'))('ajv');
  const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(connectSchema(JSON.parse(readFileSync(file, 'utf8'))));
  return (descriptor) =>
    validate(descriptor) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function connectSchema({ definitions }) {
  const prefix = 'connect-confluence:';
  const topLevel = ['lifecycle', 'translations', 'cloudAppMigration'];
  const properties = {};
  const modules = {};
  for (const [name, schema] of Object.entries(definitions.ModuleSchema.properties)) {
    if (!name.startsWith(prefix)) continue;
    const type = name.slice(prefix.length);
    const item = structuredClone(schema.items);
    item.type = 'object';
    delete item.not;
    if (topLevel.includes(type) || type === 'webhooks') withoutKey(item);
    if (topLevel.includes(type)) properties[type] = item;
    else modules[type] = ['configurePage', 'postInstallPage'].includes(type) ? item : { type: 'array', items: item };
  }
  properties.modules = { type: 'object', properties: modules, additionalProperties: false };
  const schema = { type: 'object', properties, definitions: structuredClone(definitions) };
  schema.definitions.ModuleKeySchema = { type: 'string', pattern: '^[a-zA-Z0-9-]+$', maxLength: 100 };
  return pruned(withCompositeConditions(schema));
}

function withoutKey(item) {
  delete item.properties.key;
  item.required = item.required.filter((name) => name !== 'key');
}

function withCompositeConditions(schema) {
  if (Array.isArray(schema)) return schema.map(withCompositeConditions);
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref === '#') return { $ref: '#/definitions/compositeCondition' };
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withCompositeConditions(value)]));
}

// Only the definitions that are used: the others are Forge's own and large.
function pruned(schema) {
  const used = new Set();
  const follow = (part) => {
    if (part === null || typeof part !== 'object') return;
    const name = typeof part.$ref === 'string' && part.$ref.split('/').pop();
    if (name && !used.has(name)) {
      used.add(name);
      follow(schema.definitions[name]);
    }
    Object.values(part).forEach(follow);
  };
  follow(schema.properties);
  const definitions = Object.fromEntries([...used].map((name) => [name, schema.definitions[name]]));
  return { ...schema, definitions };
}

// Our side: the schema's verdict alone, for the data knows no other rules.
function ourVerdicts(mutants) {
  const [input, output] = [join(temporary, 'descriptors.jsonl'), join(temporary, 'verdicts.jsonl')];
  for (let start = 0; start < mutants.length; start += 1000) {
    const lines = mutants.slice(start, start + 1000).map(({ descriptor }) => JSON.stringify(descriptor) + '\n');
    appendFileSync(input, lines.join(''));
  }
  execFileSync('cargo', ['test', '--quiet', '--test', 'descriptor', 'verdicts::', '--', '--ignored'], {
    cwd: root,
    env: { ...process.env, VERDICTS_IN: input, VERDICTS_OUT: output },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const bySchema = ([subCode]) => /remote\.descriptor\.validation$|unknown\.module$/.test(subCode);
  return readFileSync(output, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line).filter(bySchema));
}

function* everyMutant() {
  // The fixture with every module type only repeats what the others hold.
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.json') && name !== 'every-module-type.json').sort();
  let turn = 0;
  for (const name of names) {
    const original = JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
    yield { name, change: 'nothing', descriptor: original };
    for (const place of places(original)) {
      if (!/^\/(modules|lifecycle|translations|cloudAppMigration)/.test(place)) continue;
      // Objects that many types share get every fifth change in each.
      const often = /\/(conditions|name|icon|tooltip|description|webhooks\/\d+)\//.test(place);
      for (const [change, edit] of changes(original, place)) {
        turn += 1;
        if (!often || turn % 5 === 0) yield { name, change: `${change} ${place}`, descriptor: edit() };
      }
    }
  }
  yield* pairs(names.filter((name) => name.endsWith('with-every-property.json')));
}

// Two changes at once, drawn by a fixed seed.
function* pairs(names) {
  let seed = 42;
  const draw = (list) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return list[seed % list.length];
  };
  for (let count = 0; count < 3_000; count += 1) {
    const name = draw(names);
    let descriptor = JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
    const made = [];
    for (let round = 0; round < 2; round += 1) {
      const candidates = places(descriptor).filter((place) => place.startsWith('/modules/'));
      if (candidates.length === 0) break;
      const place = draw(candidates);
      const [change, changed] = draw([...changes(descriptor, place)]);
      made.push(`${change} ${place}`);
      descriptor = changed();
    }
    yield { name, change: made.join(' and '), descriptor };
  }
}

function places(value, above = '') {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const place = `${above}/${name}`;
    return [place, ...places(child, place)];
  });
}

function* changes(original, place) {
  const path = place.split('/').slice(1);
  const last = path.pop();
  const edited = (edit) => () => {
    const descriptor = structuredClone(original);
    const holder = path.reduce((value, name) => value[name], descriptor);
    edit(holder);
    return descriptor;
  };
  const value = path.concat(last).reduce((inner, name) => inner[name], original);
  const holder = path.reduce((inner, name) => inner[name], original);
  if (!Array.isArray(holder)) yield ['drop', edited((inner) => delete inner[last])];
  for (const [change, replacement] of replacements(value)) {
    yield [change, edited((inner) => { inner[last] = replacement; })];
  }
}

function* replacements(value) {
  for (const other of [null, true, 0, 1.5, 'x', [], {}]) yield [`replace by ${JSON.stringify(other)}`, other];
  yield ['wrap in a list', [value]];
  if (typeof value === 'string') yield* otherStrings(value);
  if (typeof value === 'number') yield ['write as a string', String(value)];
  if (Array.isArray(value)) {
    if (value.length > 0) yield ['unwrap', value[0]];
    if (value.every((entry) => JSON.stringify(entry).length < 100)) yield ['repeat 201 times', Array(201).fill(value[0] ?? 'x')];
    yield ['nest deep', nested(value[0] ?? {}, 30)];
  } else if (value !== null && typeof value === 'object') {
    yield ['add an unknown property to', { ...value, unknownProperty: { a: [1] } }];
    yield ['nest as conditions', { ...value, conditions: [nested({ type: 'Xor' }, 20)] }];
  }
}

function* otherStrings(text) {
  yield ['upper case', text.toUpperCase()];
  yield ['lower case', text.toLowerCase()];
  yield ['capital', text.charAt(0).toUpperCase() + text.slice(1)];
  for (const length of [3, 4, 10, 11, 100, 101, 255, 256, 300, 301, 1000, 1001, 1024, 1025, 1500, 1501, 10000, 10001]) {
    yield [`${length} long`, 'a'.repeat(length)];
  }
  const odd = ['', 'a b', 'a_b', 'a.b', '-', '1a', 'É', 'ÄÖ', '😀'.repeat(10), 'a\n', '{a}', '%2', '#fff', '#ffff', 'rgb(1,2,300)', 'rgba(1,2,3,0.5)', 'rgba(1,2,3,0x5)'];
  for (const other of [...odd, '0', '10px', '1px 2px 3px 4px 5px', 'none', 'auto', 'huge', ';']) {
    yield [`write ${JSON.stringify(other)} at`, other];
  }
}

function nested(core, depth) {
  let value = core;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? { conditions: [value], type: 'and' } : { conditions: [value] };
  return value;
}
