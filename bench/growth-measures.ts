import { sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { openSessionByEmail, openSessionByPasskey, openSessionOfNewAccount } from '@/db/session-opening';
import { endSession, findSession } from '@/db/sessions';
import { newOpening } from '@/test/people';
import { nameOf } from '@/test/population';
import { limits, newAccount, statements, usedPasskeyOf } from '@/test/statements';
import { median } from './statistics';

export const ROUNDS = 24;
/** In a row with one database, before it is another's turn. */
export const TIMES = 25;

/** Accounts, spread over all there are, that have been asked for before, like those of people who click from page to page. */
export const ACTIVE = 1_000;

/**
 * The medians, in milliseconds and with the way there and back, of what requests ask: one for each database, for accounts
 * that are active, and at last one for anybody in the last of them, most of whose pages are not in memory.
 */
export async function measureGrowth(databases: Filled[]): Promise<Measured[]> {
  const last = databases.at(-1);
  const among = [
    ...databases.map((filled) => ({ ...filled, choose: active })),
    ...(last ? [{ ...last, choose: anybody }] : []),
  ];
  const measured: Measured[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    for (const filled of databases) await warmUp(filled, measure);
    const samples: number[][] = among.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, { users, database, choose }] of among.entries()) {
        use(database);
        for (let time = 0; time < TIMES; time += 1) {
          await measure(choose(users), async (work) => {
            const begun = performance.now();
            await work();
            samples[index]?.push(performance.now() - begun);
          });
        }
      }
    }
    measured.push({ name, medians: samples.map(median) });
    console.log(name, ...samples.map((sample) => median(sample).toFixed(3)));
  }
  return measured;
}

async function warmUp({ users, database }: Filled, measure: Measure): Promise<void> {
  use(database);
  for (let number = 0; number < ACTIVE; number += 1) {
    await measure(activeOf(users, number), async (work) => void (await work()));
  }
}

function active(users: number): number {
  return activeOf(users, Math.floor(Math.random() * ACTIVE));
}

function activeOf(users: number, number: number): number {
  return 1 + Math.floor((number * users) / ACTIVE);
}

function anybody(users: number): number {
  return 1 + Math.floor(Math.random() * users);
}

/** What the application takes for its database from now on (db/client.ts). */
export function use(database: Database): void {
  (globalThis as { latchkeyDatabase?: Database }).latchkeyDatabase = database;
}

/** What is opened is ended again, so that nobody gets to the most sessions an account may have. */
const measures: Record<string, Measure> = {
  'Who is signed in?': (n, time) =>
    time(() => findSession(nameOf(n).tokenHash, { ...limits, seenEvery: 10 * limits.lifetime })),
  'Who is signed in?, and notes it, as every 5 minutes': async (n, time) => {
    await db().execute(sql`
      update sessions set last_seen_at = now() - interval '6 minutes'
      where last_seen_at > now() - interval '1 minute'`);
    await time(() => findSession(nameOf(n).tokenHash, limits));
  },
  ...reading({
    'Passkey sign-in: whose passkey?': 'findCredential',
    'Mail: whose address?': 'findUser, by email',
    'Mail: whose username?': 'findUser, by username',
    'Registration: is either taken?': 'findClaims',
    'Registration: is the address kept?': 'isKeptForAnother',
    'Account: overview': 'findOverview',
    'Account: passkeys': 'listCredentials',
    'Account: sessions': 'listSessions',
    'Account: activity': 'listEvents',
    'Recovery code: whose?': 'findCodeHashes',
  }),
  'Passkey sign-in: opens the session': opening((n, session) =>
    openSessionByPasskey(usedPasskeyOf(n), session),
  ),
  'Mailed link: opens the session': opening((n, session) =>
    openSessionByEmail(nameOf(n).id, nameOf(n).email, session),
  ),
  'Registration: account and session': opening((_n, session) =>
    openSessionOfNewAccount(newAccount(), session, 7 * 86_400),
  ),
  'Sign-out': async (n, time) => {
    const session = newOpening();
    await openSessionByPasskey(usedPasskeyOf(n), session);
    await time(() => endSession(session.tokenHash));
  },
  ...reading({ 'Ephemeral store in Postgres: four steps': 'runSteps' }),
};

function reading(named: Record<string, string>): Record<string, Measure> {
  const entries = Object.entries(named).map(([name, statement]): [string, Measure] => [
    name,
    (n, time) => time(async () => statements[statement]?.(n)),
  ]);
  return Object.fromEntries(entries);
}

function opening(open: (n: number, session: ReturnType<typeof newOpening>) => Promise<unknown>): Measure {
  return async (n, time) => {
    const session = newOpening();
    await time(() => open(n, session));
    await endSession(session.tokenHash);
  };
}

export type Filled = { users: number; database: Database };

export type Measured = {
  name: string;
  /** In the order of the databases, and then for anybody in the last. */
  medians: number[];
};

type Measure = (user: number, time: (work: () => Promise<unknown>) => Promise<void>) => Promise<void>;
