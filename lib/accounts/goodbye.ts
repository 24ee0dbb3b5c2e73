import 'server-only';
import type { Account } from '@/db/sessions';
import { clearSessionCookie } from '@/lib/auth';
import { openCookie, sealCookie } from '@/lib/cookies';
import { forgetSignIns } from '@/lib/known-browsers';
import { forgetOffer } from '@/lib/passkeys/offer';
import { policy } from '@/lib/policy';
import { forgetPerson } from '@/lib/remembered';
import { dropTicket } from '@/lib/visitor';

/**
 * Takes a deleted account out of this browser. What its passkey manager has to be told is kept for a moment, sealed: a user
 * handle has no business in an address. For actions only.
 */
export async function leaveBrowser({ id, userHandle, credentialIds }: Account): Promise<void> {
  await clearSessionCookie();
  await forgetPerson();
  await forgetOffer(id);
  await forgetSignIns(id);
  await dropTicket('link-request');
  await dropTicket('email-change');
  const handle = Buffer.from(userHandle).toString('base64url');
  await sealCookie<Goodbye>(
    'goodbye',
    { userHandle: handle, hadPasskeys: credentialIds.length > 0 },
    policy.goodbye,
  );
}

/** The account that was deleted in this browser just now; null where none was. */
export async function goodbye(): Promise<Goodbye | null> {
  return openCookie<Goodbye>('goodbye');
}

type Goodbye = {
  /** base64url */
  userHandle: string;
  hadPasskeys: boolean;
};
