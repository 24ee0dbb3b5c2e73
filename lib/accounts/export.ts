import 'server-only';
import { readAccount } from '@/db/export';
import type { SignedIn } from '@/lib/current-session';
import { env } from '@/lib/env';
import { AuthFailure } from '@/lib/errors';
import { authenticatorOf } from '@/lib/passkeys/authenticators';

/**
 * Everything of the account of whoever is signed in, ready for JSON: keys always in this order, moments as ISO 8601 in
 * UTC. Left out is what only serves to verify, and would help nobody but a thief of the file: the hashes of session
 * tokens and recovery codes, and the public keys of passkeys. What the ephemeral store holds expires within a day.
 *
 * Fails with `not_signed_in` when the account is gone.
 */
export async function exportAccount({ session, user }: SignedIn) {
  const data = await readAccount(user.id);
  if (!data) throw new AuthFailure('not_signed_in');
  const { account, recoveryCodes, passkeys, sessions, events } = data;
  return {
    application: { name: env().appName, origin: env().origin },
    exportedAt: new Date(),
    profile: {
      id: account.id,
      name: account.name,
      username: account.username,
      email: account.email,
      /** The language of its mails. */
      locale: account.locale,
      createdAt: account.createdAt,
      /** What passkey managers know the account by. */
      userHandle: Buffer.from(account.userHandle).toString('base64url'),
    },
    emailSignIn: account.emailSignIn,
    recovery: {
      /** When the set was made, and how many of it are unused; null where there is none. */
      codes: recoveryCodes,
      /** The delayed recovery under way. */
      startedAt: account.recoveryStartedAt,
      toldAt: account.recoveryToldAt,
    },
    passkeys: passkeys.map(({ id, name, aaguid, ...facts }) => ({
      id,
      name,
      provider: authenticatorOf(aaguid)?.name ?? null,
      aaguid,
      ...facts,
    })),
    sessions: sessions.map(({ id, ...facts }) => ({ id, current: id === session.id, ...facts })),
    events,
  };
}
