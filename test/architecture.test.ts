import { readdirSync, readFileSync } from 'node:fs';
import { join, parse, posix, sep } from 'node:path';
import { expect, test } from 'vitest';

// What biome.json and knip cannot say. The direction of imports is in biome.json.

/** Read outside of a React server too: by drizzle-kit, by journeys. */
const READ_ELSEWHERE = ['db/schema.ts', 'lib/sealing.ts'];
const AT_HOME_IN_A_BROWSER = ['react', 'zod', 'icu-minify/format', 'negotiator'];

const folders = readdirSync('.', { withFileTypes: true }).filter(
  (entry) =>
    entry.isDirectory() &&
    !entry.name.startsWith('.') &&
    !['node_modules', 'test-results'].includes(entry.name),
);
const files = folders
  .flatMap(({ name }) =>
    readdirSync(name, { recursive: true, encoding: 'utf8' }).map((path) =>
      join(name, path).replaceAll(sep, '/'),
    ),
  )
  .filter((path) => !/\/(node_modules|\.next)\//.test(path));
const modules = files.filter((path) => /^(db|lib)\/.*(?<!\.test)\.ts$/.test(path));

test('nothing is named utils, helpers, misc or types, and there are no barrels', () => {
  const nameless = /^(utils?|helpers?|misc|types?|index)$/;
  expect(files.filter((path) => nameless.test(parse(path).name))).toEqual([]);
});

test('whatever in db and lib can reach data or a secret is marked server-only', () => {
  const unmarked = modules.filter((path) => !isMarked(path) && !READ_ELSEWHERE.includes(path));
  const harmless = [...AT_HOME_IN_A_BROWSER, ...unmarked.map((path) => path.replace(/\.ts$/, ''))];
  const reaching = unmarked.filter((path) => importsOf(path).some((name) => !harmless.includes(name)));
  expect(reaching).toEqual([]);
});

test('the workflows run no action that can change behind its name', () => {
  const folder = '.github/workflows';
  const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const actions = workflows.flatMap((workflow) =>
    [...workflow.matchAll(/uses: *(.+)/g)].map(([, use]) => use),
  );
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((use) => !/^[\w./-]+@[0-9a-f]{40} # v\d/.test(use ?? ''))).toEqual([]);
});

function isMarked(path: string) {
  return readFileSync(path, 'utf8').startsWith("import 'server-only';");
}

/** What a module imports besides types: packages, and files of the repository without their extension. */
function importsOf(path: string) {
  const source = readFileSync(path, 'utf8');
  const names = source.matchAll(
    /^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...names].map(([, name = '', dynamic]) => {
    const target = dynamic ?? name;
    if (target.startsWith('@/')) return target.slice(2);
    return target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;
  });
}
