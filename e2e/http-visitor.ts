import { type APIResponse, request } from '@playwright/test';
import { untouched } from '@/lib/form-state';
import { buildActions } from './build-actions';
import { clientAddress } from './fixtures';

/**
 * A browser without pages: keeps cookies, reads pages, and sends what their forms and scripts would send. What it holds was
 * learned before, so that it can go on where a page cannot be had.
 */
export async function openVisitor(baseURL: string, headers: Record<string, string> = {}, held: Held[] = []) {
  const { hostname: domain } = new URL(baseURL);
  const lax = { domain, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const };
  const http = await request.newContext({
    baseURL,
    extraHTTPHeaders: { ...clientAddress(), origin: baseURL, ...headers },
    maxRedirects: 0,
    storageState: { cookies: held.map((cookie) => ({ ...cookie, ...lax })), origins: [] },
  });

  return {
    http,
    cookies: async () => (await http.storageState()).cookies,
    get: (path: string) => timed(() => http.get(path)),

    /** The form of a page that has this button: sends it as a browser without JavaScript does. */
    async form(path: string, button: string) {
      const hidden = formFields(await (await http.get(path)).text(), button);
      return (fields: Record<string, string> = {}, more: Record<string, string> = {}) =>
        timed(() => http.post(path, { multipart: { ...hidden, ...fields }, headers: more }));
    },

    /** Calls an action as a page's script does for a form. */
    submit(path: string, action: string, fields: Record<string, string> = {}) {
      const multipart = new FormData();
      for (const [name, value] of Object.entries(fields)) multipart.append(`_1_${name}`, value);
      // The arguments come last, as React sends them: it reads them with the fields that it has by then.
      multipart.append('0', JSON.stringify([untouched, '$K1']));
      return timed(() => http.post(path, { multipart, headers: { 'next-action': actionId(action) } }));
    },

    /** Calls an action as a page's script does with a value. */
    call(path: string, action: string, ...values: unknown[]) {
      const headers = { 'next-action': actionId(action), 'content-type': 'text/plain;charset=UTF-8' };
      return timed(() => http.post(path, { data: JSON.stringify(values), headers }));
    },

    close: () => http.dispose(),
  };
}

/** What an action called by script answered. */
export function resultOf({ text }: Pick<Answer, 'text'>) {
  const row = /^1:(\{.*)$/m.exec(text)?.[1];
  if (!row) throw new Error(`No result in ${text}`);
  return JSON.parse(row);
}

/** What `/sign-in/passkey-options` answered: options for a passkey. */
export function optionsOf({ text }: Pick<Answer, 'text'>) {
  const { value } = JSON.parse(text);
  if (!value) throw new Error(`No options in ${text}`);
  return value;
}

async function timed(send: () => Promise<APIResponse>) {
  const start = performance.now();
  const answer = await send();
  const text = await answer.text();
  return { status: answer.status(), headers: answer.headers(), text, ms: performance.now() - start };
}

/** What a browser without JavaScript sends with the form of a page that has this button, besides what is typed. */
export function formFields(html: string, button: string): Record<string, string> {
  const form = html.match(/<form.*?<\/form>/gs)?.find((text) => text.includes(`>${button}<`));
  if (!form) throw new Error(`There is no form with a button ${button}:\n${html}`);
  const inputs = form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    inputs.map((input) => {
      const attribute = (name: string) => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '');
      return [attribute('name'), attribute('value')];
    }),
  );
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}

/** The build knows its actions by hashes. */
export function actionId(name: string): string {
  const ids = buildActions()
    .filter(({ exportedName }) => exportedName === name)
    .map(({ id }) => id);
  if (ids.length !== 1) throw new Error(`${ids.length} actions are called ${name}`);
  return ids[0] as string;
}

/** A cookie that it has already. */
type Held = { name: string; value: string };

export type Answer = Awaited<ReturnType<typeof timed>>;
export type HttpVisitor = Awaited<ReturnType<typeof openVisitor>>;
