import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files of script that the account page needs beside those of every page, by their addresses: whoever is about to be signed in
 * fetches them meanwhile. Known from what the framework keeps of its build; where that is not as expected, there are none, and
 * they come after the answer (e2e/before-hydration.spec.ts would tell).
 */
export function accountScripts(): Promise<string[]> {
  scripts ??= readScripts().catch(() => []);
  return scripts;
}

let scripts: Promise<string[]> | undefined;

async function readScripts(): Promise<string[]> {
  const manifest = join(
    /* turbopackIgnore: true */ process.cwd(),
    '.next/server/app',
    `${PAGE}_client-reference-manifest.js`,
  );
  const [, assigned = ''] = /\] ?= ?(\{.*\});?\s*$/s.exec(await readFile(manifest, 'utf8')) ?? [];
  const { entryJSFiles } = JSON.parse(assigned) as { entryJSFiles: Record<string, string[]> };
  const ofEveryPage = new Set(entryJSFiles['[project]/app/layout']);
  const ofAccount = entryJSFiles[`[project]/app/${PAGE}`] ?? [];
  return ofAccount.filter((file) => !ofEveryPage.has(file)).map((file) => `/_next/${file}`);
}

const PAGE = 'account/page';
