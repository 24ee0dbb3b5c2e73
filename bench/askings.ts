import { hash } from '@node-rs/argon2';
import { disable, insertAccount, insertCodes, newSession } from '../e2e/accounts';
import { formFields } from '../e2e/http-visitor';
import { type Person, somebody } from '../e2e/steps';
import { type Request, rest, type Sent, send } from './clock';
import { openPasskeyAsking } from './passkey-asking';
import { type Requests, requestsTo } from './requests';

/**
 * Every request that names somebody: nobody, somebody there is, and somebody disabled. Each comes from a client and a
 * browser of its own and names a mailbox of its own, so that no limit interferes.
 */
export async function openAskings(url: string): Promise<Asking[]> {
  const requests = requestsTo(url);
  const { get, post } = requests;
  const signIn = formFields((await send(get('/sign-in'))).text, 'Email me a link');
  const register = formFields((await send(get('/register'))).text, 'Create account');
  const recover = formFields((await send(get('/sign-in/recover'))).text, 'Continue');
  const toSignIn = (identifier: string) => post('/sign-in', { ...signIn, identifier });
  const toRecover = (fields: Record<string, string>) => post('/sign-in/recover', { ...recover, ...fields });
  const hashes = await Promise.all(Array.from({ length: 10 }, () => hash('code', { salt: SALT })));
  const waiting = openWaitingTabs(requests, toSignIn);
  const tab = ({ cookie }: Sent) => get('/sign-in/check-email', cookie);

  return [
    { name: 'Email me a link', kinds: of(({ email }) => toSignIn(email)), follow: tab },
    { name: 'Email me a link, by username', kinds: of(({ username }) => toSignIn(username)), follow: tab },
    { name: 'Continue with a wrong code', kinds: of(waiting.enterCode), follow: () => get('/sign-in') },
    {
      name: 'Create account',
      kinds: of(({ email }) => post('/register', { ...register, ...somebody(), email })),
      follow: tab,
    },
    {
      name: 'Recovery code',
      kinds: of(async (person, kind) => {
        if (kind !== 'nobody')
          await insertCodes(
            person,
            hashes.map((kept, n) => kept.replace(/.$/, String(n))),
          );
        return toRecover({ identifier: person.email, code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ', way: 'code' });
      }),
      follow: () => get('/sign-in'),
    },
    {
      name: 'Start delayed recovery',
      kinds: of(({ email }) => toRecover({ identifier: email, way: 'delayed' })),
      follow: () => get('/sign-in'),
    },
    { name: 'Change email', kinds: of(changeOf(requests)), follow: () => get('/sign-in') },
    await openPasskeyAsking(requests),
    { name: 'Send again', kinds: of(waiting.sendAgain), follow: tab },
  ];
}

const SALT = Buffer.alloc(16, 7);

/** The same request for nobody, for somebody, and for somebody disabled. */
function of(make: (person: Person, kind: Kind) => Request | Promise<Request>): Asking['kinds'] {
  const make1 = (kind: Kind) => async () => make(await PEOPLE[kind](), kind);
  return { nobody: make1('nobody'), somebody: make1('somebody'), disabled: make1('disabled') };
}

const PEOPLE = {
  nobody: async () => somebody(),
  async somebody() {
    const person = somebody();
    await insertAccount(person);
    return person;
  },
  async disabled() {
    const person = await PEOPLE.somebody();
    await disable(person);
    return person;
  },
};

/** Browsers that wait for a mail, by whom they asked for: each enters a wrong code, and asks again when it may. */
function openWaitingTabs({ get, post }: Requests, toSignIn: (identifier: string) => Request) {
  const cookies: Record<Kind, string[]> = { nobody: [], somebody: [], disabled: [] };
  async function press(cookie: string, button: string, typed: Record<string, string>) {
    const { text } = await send(get('/sign-in/check-email', cookie));
    return post('/sign-in/check-email', { ...formFields(text, button), ...typed }, cookie);
  }
  return {
    async enterCode({ email }: Person, kind: Kind) {
      const { cookie } = await send(toSignIn(email));
      cookies[kind].push(cookie);
      await rest();
      return press(cookie, 'Continue', { code: 'ZZZZ-ZZZZ' });
    },
    sendAgain: (_: Person, kind: Kind) => press(cookies[kind].shift() ?? '', 'Send again', {}),
  };
}

/** Somebody signed in asks for this address. */
function changeOf({ get, post }: Requests) {
  return async ({ email }: Person) => {
    const asker = await PEOPLE.somebody();
    const { name, value } = await newSession(asker, 'Chrome on Linux');
    const cookie = `${name}=${value}`;
    const { text } = await send(get('/account/profile', cookie));
    return post('/account/profile', { ...formFields(text, 'Change email'), email }, cookie);
  };
}

type Kind = keyof typeof PEOPLE;

export interface Asking {
  name: string;
  /** The first is what the others are compared with. */
  kinds: Record<string, () => Promise<Request>>;
  /** What is asked for next, with no pause. */
  follow: (answer: Sent) => Request;
}
