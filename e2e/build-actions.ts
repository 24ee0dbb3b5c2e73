import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { APIResponse } from '@playwright/test';

/** Every server action of the build: its name, its id, and a page that it belongs to. */
export function buildActions(): BuildAction[] {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'));
  return Object.entries<{ exportedName: string; filename: string }>(manifest.node).map(
    ([id, { exportedName, filename }]) => {
      const folder = `/${dirname(filename).replace(/^app\/?/, '')}`;
      return { id, exportedName, name: `${folder}: ${exportedName}`, page: PAGES[folder] ?? folder };
    },
  );
}

/** Those that ask who is there: all under /account but two, which only have a browser remember not to be asked. */
export function accountActions(): BuildAction[] {
  return buildActions().filter(
    ({ name }) => name.startsWith('/account') && !/: (?:neverAsk|notNow)$/.test(name),
  );
}

/** Whether an action did nothing, for want of somebody signed in, or of anything to read in what was sent. */
export function turnedAway(answer: APIResponse): boolean {
  const elsewhere = answer.headers()['x-action-redirect'] ?? '';
  return [401, 422].includes(answer.status()) || elsewhere.startsWith('/sign-in?notice=not-signed-in');
}

/** Folders whose actions are used on the pages of others. */
const PAGES: Record<string, string> = {
  '/account/step-up': '/account',
  '/language': '/sign-in',
  '/sign-out': '/account',
};

export type BuildAction = { id: string; exportedName: string; name: string; page: string };
