import { setTimeout as pass } from 'node:timers/promises';
import { sessionCookie } from '@/lib/session-cookie';
import { sealed } from '@/test/sealed';
import { createAuthenticator } from '@/test/software-authenticator';
import { formFields, resultOf } from '../e2e/http-visitor';
import { formCall, scriptCall } from './action-calls';
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
        await client.ask(
          'mail: asked for',
          '/sign-in',
          'lead',
          formCall('/sign-in', 'emailMeALink', { identifier: email }),
        );
        const begun = performance.now();
        const link = await Promise.race([mails.linkTo(email), pass(30_000, null, { ref: false })]);
        const ms = performance.now() - begun;
        note({ name: 'mail: arrives', ms, outcome: link ? 'served' : 'failed', what: link ? '' : 'no mail' });
        if (!link) return;
        const page = await client.ask('mail: link opened', link, 'page');
        const { token = '' } = formFields(page.text, 'Continue');
        await client.ask('mail: sign-in', link, 'lead', formCall(link, 'openLink', { token }));
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
  const begun = await client.ask('passkey: begun', path, 'page', formCall(path, 'beginPasskey', {}));
  const options = resultOf(begun).done.value;
  const passkey = createAuthenticator({ origin: client.origin });
  const response = passkey.register(options);
  const answer = { challenge: options.challenge, response, to: path };
  await client.ask('passkey: created', path, 'lead', scriptCall(path, 'finishPasskey', answer));
  // Signing in makes the browser known.
  await signIn(client, passkey);
  client.cookies.delete(sessionCookie(false).name);
  return { passkey, browser: client.cookies };
}

async function signIn(client: Client, passkey: Owner['passkey']): Promise<void> {
  const { text } = await client.ask('passkey: options', '/sign-in/passkey-options', 'page');
  const options = JSON.parse(text).value;
  const answer = { challenge: options.challenge, response: passkey.authenticate(options), to: null };
  await client.ask(
    'passkey: sign-in',
    '/sign-in',
    'lead',
    scriptCall('/sign-in', 'finishPasskeySignIn', answer),
  );
}

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
