import { randomUUID } from 'node:crypto';
import { like, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { register, startSignIn } from '@/test/ceremonies';
import { startInbox } from '@/test/inbox';
import { keepLog } from '@/test/kept-log';
import { ask, countSessions, enterCode, openLink, refusalOf, someoneWithMail } from '@/test/link-journey';
import { insertPerson, newOpening } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { identifierSchema } from './accounts/identifiers';
import { ephemeralStore } from './ephemeral/configured';
import { keys } from './magic-links/link-requests';
import { inspectLink } from './magic-links/prove';
import { askAgain, waitingRequest } from './magic-links/request';
import { inspectOperatorLink, makeOperatorLink, redeemOperatorLink } from './operator/link';
import { beginAuthentication } from './passkeys/authentication';
import { isPasskeyUnknown } from './passkeys/credentials';
import { countChange } from './rate-limits';
import { redeemRecoveryCode } from './recovery/codes';

const logged = keepLog();
const inbox = await startInbox();
afterAll(inbox.close);

/** Not JSON; and JSON that this version does not write, though another may have. */
const VALUES = ['{"browser":', 'null', 'false', '"text"', '{"version":2}'];

const COUNTERS =
  /^(challenges-per|changes-per|code-tries|link-mails|link-tries|link-used|mails-per|recovery-tries|unknown-passkeys)/;
const NOTES = /^(link-mail-begun|link-mail-failed|operator-link-trace)/;

test.each(['challenge', 'link-mail', 'link-request', 'operator-link'])(
  'IF6: something else under %s signs nobody in, and breaks nothing',
  async (kind) => {
    for (const value of VALUES) {
      const scene = await everythingUnderWay();
      expect(await overwrite(new RegExp(`^${kind}:`), value)).toBe(1);
      await scene.goOn();
      expect(await scene.openedBy(kind), value).toBe(0);
    }
  },
);

test('IF6: a counter or a note that is anything else breaks nothing', async () => {
  for (const value of VALUES) {
    for (const [kinds, number] of [
      [COUNTERS, 11],
      [NOTES, 3],
    ] as const) {
      const scene = await everythingUnderWay();
      if (kinds === COUNTERS) await scene.claim();
      expect(await overwrite(kinds, value)).toBeGreaterThanOrEqual(number);
      await scene.goOn();
    }
  }
});

test.each([
  ['challenge', 'allowed', 'text'],
  ['link-request', 'account', { userId: 'x', email: 7 }],
  ['link-request', 'purpose', 'text'],
  ['link-request', 'typed', {}],
  ['link-mail', 'linkHash', null],
  ['link-mail', 'codeHash', 7],
  ['operator-link', 'userId', 'x'],
  ['operator-link', 'eventId', '7'],
])(
  'IF6: under %s, a value whose %s is of another kind is none, and the log says so',
  async (kind, field, value) => {
    const scene = await everythingUnderWay();
    const changed = sql`jsonb_set((value #>> '{}')::jsonb, array[${field}::text], ${JSON.stringify(value)}::jsonb)`;
    await db()
      .update(ephemeral)
      .set({ value: sql`to_jsonb(${changed}::text)` })
      .where(like(ephemeral.key, `${kind}:%`));
    const before = logged().length;
    await scene.goOn();
    expect(await scene.openedBy(kind)).toBe(0);
    expect(logged().slice(before)).toMatch(
      new RegExp(`"event":"store.unfit_value",.*"reason":"${kind.replace('-', '_')}"`),
    );
  },
);

/** Somebody who has begun everything there is, and all that they may do next. */
async function everythingUnderWay() {
  await db().delete(ephemeral);
  const [owner, holder] = [await insertPerson(), await insertPerson()];
  const { user, browser, token, code } = await someoneWithMail(inbox);
  const authenticator = createAuthenticator();
  await register(holder, authenticator);
  const ceremony = await startSignIn(authenticator);
  const made = await makeOperatorLink(owner.user, 'grace');
  const operatorToken = typeof made === 'string' ? '' : (new URL(made.url).searchParams.get('token') ?? '');
  const visitor = { ...browser, client: randomUUID() };
  const recover = () => {
    const asked = { identifier: identifierSchema.parse('nobody'), typed: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' };
    return redeemRecoveryCode(asked, { visitor }, newOpening());
  };
  const { id = '' } = browser.linkTicket ?? {};
  await ephemeralStore().run(keys.mailFailed(id), keys.mailBegun(id));
  const acts: (() => Promise<unknown>)[] = [
    () => enterCode({ ...browser }, 'ZZZZ-ZZZZ'),
    recover,
    () => countChange(user.id),
    () => isPasskeyUnknown('x', visitor),
  ];
  const next: (() => Promise<unknown>)[] = [
    () => inspectLink(token, browser, 'sign-in'),
    () => waitingRequest(browser),
    () => openLink({ ...browser }, token),
    () => enterCode({ ...browser }, code),
    () => ask({ ...browser }, askAgain),
    () => beginAuthentication(visitor),
    () => ceremony.finish(),
    () => inspectOperatorLink(operatorToken),
    () => redeemOperatorLink(operatorToken, newOpening()),
  ];
  for (const act of acts) await refusalOf(act());
  return {
    claim: () => ephemeralStore().run(keys.claim(id, browser.browser)),
    /** Does all that comes next. Anything that is no refusal is thrown. */
    async goOn() {
      for (const act of [...acts, ...next]) await refusalOf(act());
    },
    openedBy(kind: string) {
      const accounts: Record<string, string> = { challenge: holder.user.id, 'operator-link': owner.user.id };
      return countSessions(accounts[kind] ?? user.id);
    },
  };
}

/** Writes this text over all values whose keys are like this; answers how many. */
async function overwrite(pattern: RegExp, text: string) {
  const rows = await db()
    .update(ephemeral)
    .set({ value: sql`to_jsonb(${text}::text)` })
    .where(sql`${ephemeral.key} ~ ${pattern.source}`)
    .returning({ key: ephemeral.key });
  return rows.length;
}
