import { type BuildAction, buildActions } from '../e2e/build-actions';
import { untouched } from '../lib/form-state';

/** How a page's script calls a server action: headers and body of its POST. */
export interface ActionCall {
  headers: { 'next-action': string; 'content-type': string };
  body: string;
}

/** A form's action, in the state of one that has not been sent yet. */
export function formCall(path: string, action: string, fields: Record<string, string>): ActionCall {
  const named = Object.entries(fields).map(([name, value]) => [`_1_${name}`, value]);
  // The arguments come last, as React sends them.
  const parts = [...named, ['0', JSON.stringify([untouched, '$K1'])]].map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: {
      'next-action': actionOf(path, action),
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: `${parts.join('')}--${BOUNDARY}--\r\n`,
  };
}

/** An action that a script calls with values. */
export function scriptCall(path: string, action: string, ...values: unknown[]): ActionCall {
  return {
    headers: { 'next-action': actionOf(path, action), 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify(values),
  };
}

/** The build knows its actions by hashes; two pages may have one of the same name. */
function actionOf(path: string, action: string): string {
  const { pathname } = new URL(path, 'http://localhost');
  // Read once: reading must not be measured.
  actions ??= buildActions();
  const found = actions.find(({ exportedName, page }) => exportedName === action && page === pathname);
  if (!found) throw new Error(`${pathname} has no action ${action}.`);
  return found.id;
}

let actions: BuildAction[] | undefined;

/** As long as browsers make them. */
const BOUNDARY = '----WebKitFormBoundaryLatchkeyBench';
