import { setTimeout as pass } from 'node:timers/promises';
import { untouched } from '@/lib/form-state';
import { sessionCookie } from '@/lib/session-cookie';
import { sealed } from '@/test/sealed';
import { createAuthenticator } from '@/test/software-authenticator';
import { buildActions } from '../e2e/build-actions';
import { formFields, resultOf } from '../e2e/http-visitor';
import { type Asked, type Client, openClient } from './load-client';
import { emailOf, PEOPLE, tokenOf } from './load-people';
import type { LoadedServer } from './load-server';

/** So many of the people own a passkey, and sign in where their account knows the browser. */
const WITH_PASSKEY = 100;

/** What visitors do, how often, and what became of each request. */
export async function openVisits({ url, mails }: LoadedServer, note: (asked: Asked) => void) {
  let next = 0;
  const silent = () => {};
  const owners: Owner[] = [];
  while (owners.length < WITH_PASSKEY) owners.push(await makeOwner(await openSignedIn(next++, silent)));

  function openSignedIn(number: number, noting: typeof note) {
    return cookieOf(number).then((cookie) => openClient(url, noting, new Map([cookie])));
  }

  const visits: Visit[] = [
    {
      name: 'opens the sign-in page',
      share: 35,
      take: async () => void (await openClient(url, note).ask('sign-in page', '/sign-in', 'page')),
    },
    {
      name: 'opens the account page',
      share: 25,
      async take() {
        const client = await openSignedIn(next++ % PEOPLE, note);
        await client.ask('account page', '/account', 'page');
      },
    },
    {
      name: 'signs in with a passkey',
      share: 20,
      async take() {
        const { passkey, browser } = owners[next++ % owners.length] as Owner;
        await signIn(openClient(url, note, new Map(browser)), passkey);
      },
    },
    {
      name: 'signs in by mail',
      share: 20,
      async take() {
        const email = emailOf(next++ % PEOPLE);
        const client = openClient(url, note);
        await submit(client, '/sign-in', 'mail: asked for', 'emailMeALink', { identifier: email });
        const begun = performance.now();
        const link = await Promise.race([mails.linkTo(email), pass(30_000, null, { ref: false })]);
        const ms = performance.now() - begun;
        note({ name: 'mail: arrives', ms, outcome: link ? 'served' : 'failed', what: link ? '' : 'no mail' });
        if (!link) return;
        const page = await client.ask('mail: link opened', link, 'page');
        const { token = '' } = formFields(page.text, 'Continue');
        await submit(client, link, 'mail: sign-in', 'openLink', { token });
      },
    },
  ];
  return visits;
}

/** One of these, as often as it is to be. */
export function anyOf(visits: Visit[]): Promise<void> {
  let drawn = Math.random() * visits.reduce((sum, { share }) => sum + share, 0);
  for (const { share, take } of visits) {
    drawn -= share;
    if (drawn < 0) return take();
  }
  return Promise.resolve();
}

async function cookieOf(number: number): Promise<[string, string]> {
  const { name } = sessionCookie(false);
  return [name, await sealed(name, { sub: tokenOf(number) })];
}

/** Gives whoever is signed in a passkey. */
async function makeOwner(client: Client): Promise<Owner> {
  const path = '/account/passkeys';
  const options = resultOf(await submit(client, path, 'passkey: begun', 'beginPasskey', {}, 'page')).done
    .value;
  const passkey = createAuthenticator({ origin: client.origin });
  const response = passkey.register(options);
  await call(
    client,
    'passkey: created',
    'finishPasskey',
    'lead',
    { challenge: options.challenge, response, to: path },
    path,
  );
  // Signing in makes the browser known.
  await signIn(client, passkey);
  client.cookies.delete(sessionCookie(false).name);
  return { passkey, browser: client.cookies };
}

async function signIn(client: Client, passkey: Owner['passkey']): Promise<void> {
  const { text } = await client.ask('passkey: options', '/sign-in/passkey-options', 'page');
  const options = JSON.parse(text).value;
  const answer = { challenge: options.challenge, response: passkey.authenticate(options), to: null };
  await call(client, 'passkey: sign-in', 'finishPasskeySignIn', 'lead', answer);
}

/** As a page's script calls an action with a value. */
function call(
  client: Client,
  name: string,
  action: string,
  wanted: 'page' | 'lead',
  value?: unknown,
  path = '/sign-in',
) {
  const headers = { 'next-action': actionOf(path, action), 'content-type': 'text/plain;charset=UTF-8' };
  return client.ask(name, path, wanted, {
    headers,
    body: JSON.stringify(value === undefined ? [] : [value]),
  });
}

/** As a page's script calls an action for a form. */
function submit(
  client: Client,
  path: string,
  name: string,
  action: string,
  fields: Record<string, string>,
  wanted: 'page' | 'lead' = 'lead',
) {
  const named = Object.entries(fields).map(([field, value]) => [`_1_${field}`, value]);
  // The arguments come last, as React sends them.
  const parts = [...named, ['0', JSON.stringify([untouched, '$K1'])]].map(
    ([field, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const headers = {
    'next-action': actionOf(path, action),
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  };
  return client.ask(name, path, wanted, { headers, body: `${parts.join('')}--${BOUNDARY}--\r\n` });
}

/** The build knows its actions by hashes; two pages may have one of the same name. */
function actionOf(path: string, name: string): string {
  const [page] = path.split('?');
  const action = ACTIONS.find((known) => known.exportedName === name && known.page === page);
  if (!action) throw new Error(`No action of ${page} is called ${name}`);
  return action.id;
}

const ACTIONS = buildActions();

/** As long as browsers make them. */
const BOUNDARY = '----WebKitFormBoundaryLatchkeyLoad';

interface Owner {
  passkey: ReturnType<typeof createAuthenticator>;
  /** Its cookies, signed out. */
  browser: Map<string, string>;
}

export interface Visit {
  name: string;
  /** Of a hundred. */
  share: number;
  take(): Promise<void>;
}
