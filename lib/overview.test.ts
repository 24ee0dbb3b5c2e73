import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { register } from '@/test/ceremonies';
import { insertPerson, openSessionOf } from '@/test/people';
import { beginRecoveryAgo } from '@/test/recoveries';
import { createAuthenticator } from '@/test/software-authenticator';
import { listSessions } from './account-sessions';
import { overviewOf } from './overview';
import { passkeysOf } from './passkeys/credentials';
import { policy } from './policy';
import { createRecoveryCodes, recoveryCodesOf } from './recovery/codes';
import { recoveryOf } from './recovery/delayed';

test('an account’s first page says what the pages behind it say', async () => {
  const ada = await insertPerson();
  await openSessionOf(ada);
  await register(ada, createAuthenticator({ synced: true }));
  await register(ada, createAuthenticator({ synced: false }));
  await createRecoveryCodes(ada, { visitor: ada.visitor, later: () => {} });
  await openSessionOf({ ...ada, session: { ...ada.session, id: crypto.randomUUID() } });
  await beginRecoveryAgo(ada.user.id, 60);

  const overview = await overviewOf(ada);
  expect(overview).toEqual({
    passkeys: await passkeysOf(ada.user),
    recovery: await recoveryOf(ada.user),
    codesLeft: (await recoveryCodesOf(ada.user))?.left,
    otherSessions: (await listSessions(ada)).length - 1,
  });
  expect(overview.passkeys).toHaveLength(2);
  expect(overview.otherSessions).toBe(1);
});

test('of an account that has nothing it says so, and ended sessions and a recovery that is over are not there', async () => {
  const ada = await insertPerson();
  await openSessionOf(ada);
  await openSessionOf({ ...ada, session: { ...ada.session, id: crypto.randomUUID() } });
  await db().execute(sql`
    update sessions set last_seen_at = now() - make_interval(secs => ${policy.session.idle + 1})
    where user_id = ${ada.user.id} and id <> ${ada.session.id}`);
  await beginRecoveryAgo(ada.user.id, policy.recovery.wait + policy.recovery.open + 1);
  expect(await overviewOf(ada)).toEqual({ passkeys: [], recovery: null, codesLeft: 0, otherSessions: 0 });
});
