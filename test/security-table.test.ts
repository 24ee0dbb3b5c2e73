import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** How many rows the catalogue of docs/security.md has in each group. */
const ROWS = { EN: 11, ML: 25, WA: 41, SE: 20, CR: 16, RL: 13, IN: 9, IF: 18, CO: 11, PR: 7 };
const FOLDERS = ['app', 'components', 'db', 'e2e', 'lib', 'local', 'operate', 'test'];
const PAGE = 'docs/security.md';

const ids = Object.entries(ROWS).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => `${group}${index + 1}`),
);

test('the table of adversarial tests has every row once', () => {
  expect(tableRows().map(({ id }) => id)).toEqual(ids);
});

test.each(ids)('the table says where %s is tested', (id) => {
  const row = tableRows().find((row) => row.id === id);
  expect(row?.files.toSorted()).toEqual(testFiles().get(id)?.toSorted());
});

/** The rows of the page, with the files that they link to. */
function tableRows() {
  const lines = readFileSync(PAGE, 'utf8').matchAll(/^\| ([A-Z]{2}\d+) \|.*\| ([^|]*) \|$/gm);
  return [...lines].map(([, id, tested = '']) => ({
    id,
    files: [...tested.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file]) => file),
  }));
}

/** The files of tests by the ids that their titles begin with, up to a colon. */
function testFiles(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of FOLDERS.flatMap(filesIn).filter((file) => /\.(?:test|spec)\.tsx?$/.test(file))) {
    const titles = readFileSync(file, 'utf8').matchAll(/['"`]([A-Z]{2}\d+(?:, [A-Z]{2}\d+)*): /g);
    const named = new Set([...titles].flatMap(([, list = '']) => list.split(', ')));
    for (const id of named) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}
