// Brings authenticators.json and public/authenticators up to date: `npm run authenticators`. Read the difference before
// you commit it. `-- --list ADDRESS --marks ADDRESS` reads from elsewhere, files and folders included.
// To add a provider, write its entry into authenticators.json, with a pattern for what the list calls it (sourceNames)
// and the name of a mark or of a drawing below (icon), and run this.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** Where there is no mark: our own outlines, 24 by 24. @type {Record<string, Drawing>} */
const DRAWINGS = {
  key: {
    title: 'Key',
    outline: 'M12.5 15.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0ZM11.2 12.3 19.5 4M16 7.5l3 3M13 10.5l2 2',
  },
  laptop: {
    title: 'Laptop',
    outline: 'M6 5h12a1.5 1.5 0 0 1 1.5 1.5V15h-15V6.5A1.5 1.5 0 0 1 6 5ZM4.5 15l-2 4h19l-2-4',
  },
  'security-key': {
    title: 'Security key',
    outline:
      'M4 7.5h10.5A1.5 1.5 0 0 1 16 9v6a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V9A1.5 1.5 0 0 1 4 7.5ZM16 9.5h5.5v5H16M10.5 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  },
};

/** The color of text in either scheme (app/globals.css, --color-ink), which an image cannot take from the page. */
const INKS = { light: '#0b211a', dark: '#ecf2ef' };

/** As SVG files of Simple Icons are written. Nothing but the outline is taken, and an outline can only draw. */
const MARK =
  /^<svg role="img" viewBox="0 0 24 24" xmlns="http:\/\/www\.w3\.org\/2000\/svg"><title>([^<&]*)<\/title><path d="([\d\s.,+\-MmZzLlHhVvCcSsQqTtAae]+)"\/><\/svg>\s*$/;
const AAGUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An icon is on every page that lists passkeys. */
const MOST_BYTES = 3_000;
/** For one download, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Reads the list and the marks, then writes the JSON file and a light and a dark icon for every name of one; nothing at
 * all if anything is not as expected. The same sources on the same day give the same files.
 * @param {Settings} settings
 * @returns {Promise<string[]>} the names of what is new, as the list has them
 */
export async function refreshAuthenticators({ file, icons, list, marks, today }) {
  /** @type {AuthenticatorList} */
  const kept = JSON.parse(await readFile(file, 'utf8'));
  const current = JSON.parse(await read(list ?? kept.source.address));
  const { providers, added } = bringUpToDate(kept.providers, current);
  const source = { ...kept.source, asOf: today };
  const drawn = await drawIcons(
    providers.map(({ icon }) => icon),
    marks ?? kept.marks.address,
  );

  await writeFile(file, `${JSON.stringify({ ...kept, source, providers }, null, 2)}\n`);
  await mkdir(icons, { recursive: true });
  for (const name of await readdir(icons)) if (!drawn.has(name)) await rm(join(icons, name));
  for (const [name, svg] of drawn) await writeFile(join(icons, name), svg);
  return added;
}

/**
 * Adds what the list has for each provider by now. Nothing is dropped: passkeys outlive the list, which its authors
 * will empty one day, as they announce.
 * @param {Provider[]} providers
 * @param {Record<string, { name?: unknown }>} list
 */
function bringUpToDate(providers, list) {
  const entries = Object.entries(list);
  if (entries.length === 0) throw new Error('The list is empty: it may have been given up.');

  const ids = providers.map(({ aaguids }) => new Map(Object.entries(aaguids)));
  const added = [];
  for (const [aaguid, { name }] of entries) {
    if (!AAGUID.test(aaguid) || typeof name !== 'string')
      throw new Error(`Not an entry of the list: ${aaguid}`);
    const known = ids.find((own) => own.has(aaguid));
    const matching = ids[providers.findIndex(({ sourceNames }) => new RegExp(sourceNames).test(name))];
    if (!known && matching) added.push(name);
    (known ?? matching)?.set(aaguid, name.trim());
  }
  return {
    providers: providers.map((provider, index) => ({
      ...provider,
      aaguids: Object.fromEntries([...(ids[index] ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))),
    })),
    added: added.sort(),
  };
}

/**
 * @param {string[]} names
 * @param {string} marks
 * @returns {Promise<Map<string, string>>} the SVG files by name
 */
async function drawIcons(names, marks) {
  const drawn = new Map();
  for (const name of new Set([...Object.keys(DRAWINGS), ...names])) {
    const drawing = DRAWINGS[name];
    const content = drawing ? ownContent(drawing) : markContent(name, await read(`${marks}/${name}.svg`));
    for (const [scheme, ink] of Object.entries(INKS)) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" color="${ink}" ${content}</svg>\n`;
      if (Buffer.byteLength(svg) > MOST_BYTES)
        throw new Error(`The mark ${name} is larger than ${MOST_BYTES} bytes.`);
      drawn.set(`${name}-${scheme}.svg`, svg);
    }
  }
  return drawn;
}

/** @param {Drawing} drawing */
function ownContent({ title, outline }) {
  return `viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><title>${title}</title><path d="${outline}"/>`;
}

/**
 * The mark with the air around it that our own drawings have: its makers draw it to the edge.
 * @param {string} name
 * @param {string} svg
 */
function markContent(name, svg) {
  const [, title, outline] = MARK.exec(svg) ?? [];
  if (!outline) throw new Error(`The mark ${name} is more than one plain outline.`);
  return `viewBox="-2 -2 28 28" fill="currentColor"><title>${title}</title><path d="${outline}"/>`;
}

/** @param {string} address of a page or a file */
async function read(address) {
  if (!address.startsWith('https://')) return readFile(address, 'utf8');
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return answer.text();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { list: { type: 'string' }, marks: { type: 'string' } } });
  const added = await refreshAuthenticators({
    ...values,
    file: fileURLToPath(new URL('authenticators.json', import.meta.url)),
    icons: fileURLToPath(new URL('../../public/authenticators', import.meta.url)),
    today: new Date().toISOString().slice(0, 10),
  });
  console.log(added.length > 0 ? `New: ${added.join(', ')}` : 'Nothing new.');
}

/**
 * @typedef {object} Settings
 * @property {string} file authenticators.json
 * @property {string} icons the folder of the icons
 * @property {string} [list] address of the list, if not the one that the file names
 * @property {string} [marks] address of the marks, if not the one that the file names
 * @property {string} today as YYYY-MM-DD
 */
/** @typedef {{ title: string, outline: string }} Drawing */
/** @typedef {{ name: string, kind: string, icon: string, sourceNames: string, aaguids: Record<string, string> }} Provider */
/** @typedef {{ source: { address: string, asOf: string }, marks: { address: string }, providers: Provider[] }} AuthenticatorList */
