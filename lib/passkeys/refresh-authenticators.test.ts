import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshAuthenticators } from './refresh-authenticators.mjs';

const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const adaNew = 'aaaaaaaa-0000-4000-8000-000000000002';
const bob = 'bbbbbbbb-0000-4000-8000-000000000001';
const stranger = 'cccccccc-0000-4000-8000-000000000001';

let folder: string;
let file: string;
let icons: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authenticators-'));
  file = join(folder, 'authenticators.json');
  icons = join(folder, 'icons');
  await mkdir(join(folder, 'marks'));
  await writeMark('ada', mark('<path d="M0 0h24v24H0z"/>'));
  await writeFile(file, JSON.stringify(KEPT));
});

afterEach(() => rm(folder, { recursive: true }));

test('what is new of the providers kept is added, what is known is kept, the rest is left out', async () => {
  const added = await refresh({
    [stranger]: { name: 'Somebody else', icon_light: 'data:image/svg+xml;base64,PHN2Zz4=' },
    [adaNew]: { name: 'Ada Key 2 ' },
    [bob]: { name: 'Renamed by its maker' },
  });
  expect(added).toEqual(['Ada Key 2 ']);
  expect(await readFile(file, 'utf8')).toBe(
    `${JSON.stringify(
      {
        ...KEPT,
        source: { ...KEPT.source, asOf: '2026-05-06' },
        providers: [
          { ...KEPT.providers[0], aaguids: { [ada]: 'Ada Key', [adaNew]: 'Ada Key 2' } },
          { ...KEPT.providers[1], aaguids: { [bob]: 'Renamed by its maker' } },
        ],
      },
      null,
      2,
    )}\n`,
  );
});

test('each icon is drawn twice, in the ink of either scheme, and what nobody uses any more goes', async () => {
  await mkdir(icons);
  await writeFile(join(icons, 'gone-light.svg'), '');
  await refresh({ [ada]: { name: 'Ada Key' } });
  const names = ['ada', 'key', 'laptop', 'security-key'];
  expect((await readdir(icons)).sort()).toEqual(
    names.flatMap((name) => [`${name}-dark.svg`, `${name}-light.svg`]),
  );
  expect(await readFile(join(icons, 'ada-light.svg'), 'utf8')).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" color="#0b211a" viewBox="-2 -2 28 28" fill="currentColor"><title>Mark</title><path d="M0 0h24v24H0z"/></svg>\n',
  );
  expect(await readFile(join(icons, 'ada-dark.svg'), 'utf8')).toContain('color="#ecf2ef"');
});

test('the same sources give the same files', async () => {
  const list = { [adaNew]: { name: 'Ada Key 2' }, [bob]: { name: 'Bob' } };
  await refresh(list);
  const once = await everything();
  expect(await refresh(list)).toEqual([]);
  expect(await everything()).toEqual(once);
  await refresh(Object.fromEntries(Object.entries(list).reverse()));
  expect(await everything()).toEqual(once);
});

test.each([
  ['is empty', {}],
  ['has an AAGUID that is none', { 'not-an-aaguid': { name: 'Ada Key' } }],
  ['has an entry without a name', { [adaNew]: {} }],
])('nothing is changed when the list %s', async (_, list) => {
  const before = await everything();
  await expect(refresh(list)).rejects.toThrow(/list/);
  expect(await everything()).toEqual(before);
});

test.each([
  ['holds a script', mark('<path d="M0 0z"/><script>alert(1)</script>')],
  ['runs something when it is loaded', mark('<path d="M0 0z" onload="alert(1)"/>')],
  ['refers to something elsewhere', mark('<image href="https://elsewhere.example/x.png"/>')],
  ['uses a style', mark('<path style="fill:url(https://elsewhere.example)" d="M0 0z"/>')],
  ['declares an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${mark('<path d="M0 0z"/>')}`],
  ['hides something in its outline', mark('<path d="M0 0z&quot; onload=&quot;alert(1)"/>')],
  ['is larger than 3 kB', mark(`<path d="M0 0${'h1'.repeat(1_500)}"/>`)],
  ['is no SVG', '404: Not Found'],
])('nothing is changed when a mark %s', async (_, svg) => {
  const before = await everything();
  await writeMark('ada', svg);
  await expect(refresh({ [adaNew]: { name: 'Ada Key 2' } })).rejects.toThrow('The mark ada');
  expect(await everything()).toEqual(before);
});

async function refresh(list: object) {
  const address = join(folder, 'list.json');
  await writeFile(address, JSON.stringify(list));
  return refreshAuthenticators({
    file,
    icons,
    list: address,
    marks: join(folder, 'marks'),
    today: '2026-05-06',
  });
}

/** All that the script writes. */
async function everything() {
  const names = await readdir(icons).catch(() => []);
  const drawn = names.map(async (name) => [name, await readFile(join(icons, name), 'utf8')]);
  return { file: await readFile(file, 'utf8'), icons: Object.fromEntries(await Promise.all(drawn)) };
}

async function writeMark(name: string, svg: string) {
  await writeFile(join(folder, 'marks', `${name}.svg`), svg);
}

function mark(content: string) {
  return `<svg role="img" viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg"><title>Mark</title>${content}</svg>`;
}

const KEPT = {
  source: { address: 'https://list.example', licence: 'None is stated.', asOf: '2026-01-01' },
  marks: { address: 'https://marks.example', licence: 'CC0 1.0.' },
  providers: [
    {
      name: 'Ada',
      kind: 'security-key',
      icon: 'ada',
      sourceNames: '^Ada Key',
      aaguids: { [ada]: 'Ada Key' },
    },
    { name: 'Bob', kind: 'password-manager', icon: 'key', sourceNames: '^Bob$', aaguids: { [bob]: 'Bob' } },
  ],
};
