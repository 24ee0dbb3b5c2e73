import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/db/client';
import { findCodeHashes, findCodeSet } from '@/db/recovery-codes';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { formatCode } from '@/lib/crockford';
import { newCode } from '@/lib/new-code';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import { countSessions, letPass, newBrowser, refusalOf } from '@/test/link-journey';
import { insertPerson, newOpening, openSessionOf, type Person } from '@/test/people';
import { disable, eventTypesOf } from '@/test/recoveries';
import { createRecoveryCodes, redeemRecoveryCode } from './codes';

// As it is, but counted: what it costs is what could tell.
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  return { ...argon2, hash: vi.fn(argon2.hash) };
});

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(() => void vi.mocked(hash).mockClear());

const WRONG = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ';

describe('A set of codes', () => {
  test('is ten of 80 bits, kept as Argon2id hashes of one salt', async () => {
    const { person, codes } = await personWithCodes();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);

    const hashes = (await findCodeHashes(person.user))?.hashes ?? [];
    expect(hashes).toHaveLength(10);
    const salts = hashes.map(
      (kept) => /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([\w+/]{22})\$[\w+/]{43}$/.exec(kept)?.[1],
    );
    expect(new Set(salts).size).toBe(1);
    const { codes: others, person: other } = await personWithCodes();
    expect(others).not.toContain(codes[0]);
    expect((await findCodeHashes(other.user))?.hashes[0]).not.toContain(salts[0]);
  });

  test('is told of by mail, and takes the place of the one before', async () => {
    const { person, codes } = await personWithCodes();
    const newer = await createCodes(person);
    expect(await subjectsTo(person)).toEqual(Array(2).fill('New recovery codes for your Latchkey account'));
    expect(await eventTypesOf(person.user.id)).toEqual(Array(2).fill('recovery_codes_created'));
    expect(await refusalOf(redeem(person.user.email, codes[0]))).toBe('recovery_code_wrong');
    expect(await redeem(person.user.email, newer[0])).toMatchObject({ method: 'recovery' });
  });

  test('is not in any mail', async () => {
    const { person, codes } = await personWithCodes();
    const [mail] = await inbox.mailsTo(person.user.email);
    for (const code of codes) expect(`${mail?.text}${mail?.html}`).not.toContain(code);
  });

  test('is not made without a step-up, nor in a session that has ended', async () => {
    const person = await insertPerson();
    expect(await refusalOf(createCodes(person))).toBe('not_signed_in');
    const stale = { ...person.session, authenticatedAt: new Date(Date.now() - policy.stepUp * 1000 - 1000) };
    expect(await refusalOf(createCodes({ ...person, session: stale }))).toBe('step_up_required');
    expect(await findCodeSet(person.user.id)).toBeNull();
  });
});

describe('A code', () => {
  test('signs in by email or username, however it is typed, and is spent', async () => {
    const { person, codes } = await personWithCodes();
    const typed = codes[0]?.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(await redeem(person.user.username, ` ${typed} `)).toMatchObject({
      user: { id: person.user.id },
      method: 'recovery',
      by: 'recovery_code',
    });
    expect(await redeem(person.user.email.toUpperCase(), codes[1])).toMatchObject({ method: 'recovery' });
    expect(await findCodeSet(person.user.id)).toMatchObject({ left: 8 });
    for (const spent of codes.slice(0, 2)) {
      expect(await refusalOf(redeem(person.user.email, spent))).toBe('recovery_code_wrong');
    }
  });

  test('signs in once, of 50 at once', async () => {
    const { person, codes } = await personWithCodes();
    const before = await countSessions(person.user.id);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => refusalOf(redeem(person.user.email, codes[0]))),
    );
    expect(answers.filter((refusal) => refusal === null)).toHaveLength(1);
    expect(answers.filter((refusal) => refusal === 'recovery_code_wrong')).toHaveLength(49);
    expect((await countSessions(person.user.id)) - before).toBe(1);
  });

  test('is good for its own account alone', async () => {
    const [one, other] = [await personWithCodes(), await personWithCodes()];
    expect(await refusalOf(redeem(other.person.user.email, one.codes[0]))).toBe('recovery_code_wrong');
    expect(await redeem(one.person.user.email, one.codes[0])).toMatchObject({ method: 'recovery' });
  });

  test('made under other costs of Argon2 is still good', async () => {
    const { user } = await insertPerson();
    const code = newCode(16);
    const kept = await hash(code, { memoryCost: 8_192, timeCost: 1, salt: Buffer.alloc(16, 7) });
    await db().execute(`insert into recovery_codes (user_id, hash) values ('${user.id}', '${kept}')`);
    expect(await redeem(user.email, formatCode(code))).toMatchObject({ method: 'recovery' });
  });
});

describe('Whatever is wrong, the answer and its costs are the same', () => {
  test('EN1, EN8: for an unknown account, a disabled one, one without codes, and a wrong code', async () => {
    const { person, codes } = await personWithCodes();
    const disabled = await personWithCodes();
    await disable(disabled.person.user.id);
    const without = await insertPerson();
    const costs = [];
    for (const [identifier, code] of [
      [person.user.email, WRONG],
      [person.user.username, WRONG],
      [disabled.person.user.email, disabled.codes[0]],
      [without.user.email, codes[0]],
      [`${randomUUID()}@example.com`, codes[0]],
      [`nobody-${randomUUID().slice(0, 8)}`, WRONG],
    ] as const) {
      costs.push(await costOf(() => redeem(identifier, code)));
    }
    // A count of tries, a query.
    expect(costs).toEqual(Array(6).fill({ refusal: 'recovery_code_wrong', hashes: 1, queries: 2 }));
  });

  test('for what is no code at all, which costs nothing', async () => {
    const { person } = await personWithCodes();
    for (const typed of [
      '',
      'ZZZZ',
      WRONG.slice(1),
      `${WRONG}Z`,
      'U'.repeat(16),
      '7K3M-Q2XP',
      'Z'.repeat(10_000),
    ]) {
      for (const identifier of [person.user.email, 'nobody']) {
        expect(await costOf(() => redeem(identifier, typed))).toEqual({
          refusal: 'recovery_code_wrong',
          hashes: 0,
          queries: 0,
        });
      }
    }
  });
});

describe('A client', () => {
  test('RL9: has ten tries in ten minutes, in parallel as in a row, and the eleventh costs no hash', async () => {
    const { person, codes } = await personWithCodes();
    vi.mocked(hash).mockClear();
    const client = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => refusalOf(redeem(person.user.email, WRONG, client))),
    );
    expect(answers.filter((refusal) => refusal === 'recovery_code_wrong')).toHaveLength(10);
    expect(answers.filter((refusal) => refusal === 'too_many_tries')).toHaveLength(40);
    expect(hash).toHaveBeenCalledTimes(10);
    expect(await refusalOf(redeem(person.user.email, codes[0], client))).toBe('too_many_tries');
    expect(await refusalOf(redeem('nobody', WRONG, client))).toBe('too_many_tries');

    await letPass(policy.recovery.triesPerClient.window, 'recovery-tries-per-client:');
    await redeem(person.user.email, codes[0], client);
  });

  test('RL8: does not take tries away from another', async () => {
    const { person, codes } = await personWithCodes();
    const stranger = randomUUID();
    for (let tries = 0; tries < 12; tries += 1) await refusalOf(redeem(person.user.email, WRONG, stranger));
    expect(await redeem(person.user.email, codes[0])).toMatchObject({ method: 'recovery' });
  });
});

async function personWithCodes() {
  const person = await insertPerson();
  await openSessionOf(person);
  return { person, codes: await createCodes(person) };
}

async function createCodes(person: Person) {
  return settled((later) => createRecoveryCodes(person, { visitor: person.visitor, later }));
}

/** By a client that has not tried before, unless it is named. */
async function redeem(typedIdentifier: string, typed = '', client: string = randomUUID()) {
  const identifier = identifierSchema.parse(typedIdentifier);
  const visitor = { ...newBrowser(), client };
  return redeemRecoveryCode({ identifier, typed }, { visitor }, newOpening());
}

/** Waits for what is done after the answer as well. */
async function settled<T>(work: (later: (work: () => Promise<void>) => void) => Promise<T>): Promise<T> {
  const afterwards: Promise<void>[] = [];
  const answer = await work((later) => void afterwards.push(later()));
  await Promise.all(afterwards);
  return answer;
}

async function costOf(work: () => Promise<unknown>) {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  vi.mocked(hash).mockClear();
  db().$client.on('acquire', count);
  const refusal = await refusalOf(work());
  db().$client.off('acquire', count);
  return { refusal, hashes: vi.mocked(hash).mock.calls.length, queries };
}

async function subjectsTo({ user }: Person) {
  return (await inbox.mailsTo(user.email)).map(({ subject }) => subject);
}
