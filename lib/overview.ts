import 'server-only';
import type { Passkey } from '@/db/credentials';
import { findOverview } from '@/db/overview';
import type { SignedIn } from './current-session';
import { policy } from './policy';
import { type RecoveryWindow, recoveryWindow } from './recovery/delayed';

/** What the first page of an account says of it: its passkeys, its ways back, and where else it is signed in. */
export async function overviewOf({ session, user }: SignedIn): Promise<Overview> {
  const { recoveryStartedAt, ...overview } = await findOverview(user.id, session.id, policy);
  return { ...overview, recovery: recoveryStartedAt && recoveryWindow(recoveryStartedAt) };
}

type Overview = {
  passkeys: Passkey[];
  /** When the delayed way back opens and ends; null when none is under way. */
  recovery: RecoveryWindow | null;
  codesLeft: number;
  otherSessions: number;
};
