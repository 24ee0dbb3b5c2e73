import 'server-only';
import { randomBytes } from 'node:crypto';
import { parseOptions } from '@node-rs/argon2';
import { type CodeSet, findCodeHashes, findCodeSet, replaceCodes } from '@/db/recovery-codes';
import { type Opened, type Opening, openSessionByRecoveryCode } from '@/db/session-opening';
import type { Identifier } from '@/lib/accounts/identifiers';
import { formatCode, parseCode } from '@/lib/crockford';
import type { SignedIn } from '@/lib/current-session';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { requireRoomToHash, slowHash } from '@/lib/hashing';
import { sameHash } from '@/lib/magic-links/secrets';
import { newCode } from '@/lib/new-code';
import { policy } from '@/lib/policy';
import { countChange, limitRecoveryTry } from '@/lib/rate-limits';
import { requireConfirmation } from '@/lib/step-up';
import { type Acting, tellOwner } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';

/** How many recovery codes a person has left, and since when; null when none. */
export async function recoveryCodesOf(user: { id: string }): Promise<CodeSet | null> {
  return findCodeSet(user.id);
}

/**
 * Makes a new set of recovery codes in place of the one before, and tells the owner. The codes are in the answer alone,
 * as people see them: only their hashes are kept.
 *
 * Fails with `step_up_required`, `too_many_tries`, `busy`, `not_signed_in` (the session has been ended meanwhile).
 */
export async function createRecoveryCodes(
  current: SignedIn,
  { visitor: { device, place }, later }: Acting,
): Promise<string[]> {
  requireConfirmation(current);
  requireRoomToHash();
  const { session, user } = current;
  await countChange(user.id);
  const codes = Array.from({ length: policy.recovery.codes }, () => newCode(policy.recovery.codeLength));
  const salt = randomBytes(16);
  const hashes = await Promise.all(codes.map((code) => slowHash(code, { ...policy.argon2, salt })));

  const actor = { sessionId: session.id, device, place };
  const event = await replaceCodes(user.id, hashes, actor);
  if (!event) throw new AuthFailure('not_signed_in');
  const about = { event: 'recovery_codes_created' } as const;
  later(() => tellOwner({ to: user, event, about, from: actor }));
  return codes.map(formatCode);
}

/**
 * Signs in with a recovery code, which is spent by it; of that the owner is told like of any recovery (sessions.ts). Why it is
 * refused is not told, nor does it take another time: whatever could be a code costs one query and one hash.
 *
 * Fails with `recovery_code_wrong`, `too_many_tries` (this client's), `busy`.
 */
export async function redeemRecoveryCode(
  { identifier, typed }: { identifier: Identifier; typed: string },
  { visitor }: RedeemingCode,
  opening: Opening,
): Promise<Opened & { by: 'recovery_code' }> {
  const code = parseCode(typed, policy.recovery.codeLength);
  if (!code) throw new AuthFailure('recovery_code_wrong', { reason: 'malformed' });
  requireRoomToHash();
  const [mayTry] = await ephemeralStore().run(limitRecoveryTry(visitor.client));
  if (!mayTry) throw new AuthFailure('too_many_tries');

  const account = await findCodeHashes(identifier);
  const hashes = account?.hashes ?? [];
  const presented = await hashLike(hashes[0], code);
  const known = hashes.find((stored) => sameHash(stored, presented));
  const opened = account && known ? await openSessionByRecoveryCode(account.userId, known, opening) : null;
  if (!opened) throw new AuthFailure('recovery_code_wrong');
  return { ...opened, by: 'recovery_code' };
}

/** The hash of a code as in the set of a known one, salt and all; where there is no set, as in one that is nobody's. */
async function hashLike(known: string | undefined, code: string): Promise<string> {
  if (!known) return slowHash(code, { ...policy.argon2, salt: randomBytes(16) });
  const { memoryCost, timeCost, parallelism } = parseOptions(known);
  const [, , , , salt = ''] = known.split('$');
  return slowHash(code, { memoryCost, timeCost, parallelism, salt: Buffer.from(salt, 'base64') });
}

type RedeemingCode = { visitor: Pick<Visitor, 'client'> };
