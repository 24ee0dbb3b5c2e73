import 'server-only';
import type { Passkey } from '@/db/credentials';
import { policy } from '@/lib/policy';
import { authenticatorOf } from './authenticators';

/**
 * The one thing about their passkeys that a person should see to, the most important first; null if there is none, and
 * for whoever has no passkey: they are offered one. What matters is whether a lost device takes the way in with it
 * (WebAuthn L3, 6.1.3).
 */
export function passkeyHealth(passkeys: Passkey[], now: Date): PasskeyAdvice | null {
  if (passkeys.length === 0) return null;
  return onlyOneDevice(passkeys) ?? unused(passkeys, now) ?? notBackedUp(passkeys);
}

function onlyOneDevice(passkeys: Passkey[]): PasskeyAdvice | null {
  const [only, ...others] = passkeys;
  if (!only || others.length > 0 || only.backupEligible) return null;
  return {
    code: 'one_device',
    sentence:
      'You have one passkey, and it is on one device only: if you lose that, only your mail still lets you in.',
    action: ADD,
  };
}

function unused(passkeys: Passkey[], now: Date): PasskeyAdvice | null {
  const since = now.getTime() - policy.passkeyUnused * 1000;
  if (passkeys.some(({ createdAt, lastUsedAt }) => (lastUsedAt ?? createdAt).getTime() > since)) return null;
  const days = policy.passkeyUnused / 86_400;
  return {
    code: 'unused',
    sentence:
      passkeys.length === 1
        ? `You have not used your passkey for ${days} days: check that you still have it.`
        : `You have used none of your passkeys for ${days} days: check which you still have, and delete the others.`,
    action: REVIEW,
  };
}

/** Those that could be and are not. Of a device-bound passkey there is no copy to be had: nothing to advise. */
function notBackedUp(passkeys: Passkey[]): PasskeyAdvice | null {
  const [first, ...others] = passkeys.filter((passkey) => passkey.backupEligible && !passkey.backupState);
  if (!first) return null;
  const manager = authenticatorOf(first.aaguid)?.name ?? 'your password manager';
  const alone = passkeys.length === 1;
  return {
    code: 'not_backed_up',
    sentence:
      others.length === 0
        ? `Your passkey “${first.name}” was not backed up when you last used it: turn on syncing in ${manager}${alone ? ', or add another passkey' : ''}.`
        : `${others.length + 1} of your passkeys were not backed up when you last used them: turn on syncing in the password managers that hold them.`,
    action: alone ? ADD : REVIEW,
  };
}

const ADD = { label: 'Add another passkey', href: '/account/passkeys#add' };
const REVIEW = { label: 'See your passkeys', href: '/account/passkeys#list' };

export type PasskeyAdvice = {
  code: 'one_device' | 'unused' | 'not_backed_up';
  sentence: string;
  action: { label: string; href: string };
};
