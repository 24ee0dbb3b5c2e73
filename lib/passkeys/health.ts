import 'server-only';
import type { Passkey } from '@/db/credentials';
import type { MessageKey } from '@/lib/messages/format';
import { policy } from '@/lib/policy';
import { authenticatorOf } from './authenticators';

/**
 * The one thing about their ways in that a person should see to, the most important first; null if all is in order: no
 * passkey yet, then what `passkeyHealth` has to say, then no way back where mails do not sign in.
 */
export function accountHealth(
  { codesLeft, ...ways }: WaysIn & { codesLeft: number },
  now: Date,
): Advice | null {
  if (ways.passkeys.length === 0) return NO_PASSKEY;
  return passkeyHealth(ways, now) ?? (ways.emailSignsIn || codesLeft > 0 ? null : NO_WAY_BACK);
}

/**
 * As `accountHealth`, of passkeys alone; null for whoever has none. What matters is whether a lost device takes the way in
 * with it (WebAuthn L3, 6.1.3).
 */
export function passkeyHealth({ passkeys, emailSignsIn }: WaysIn, now: Date): Advice | null {
  if (passkeys.length === 0) return null;
  return onlyOneDevice(passkeys, emailSignsIn) ?? unused(passkeys, now) ?? notBackedUp(passkeys);
}

function onlyOneDevice(passkeys: Passkey[], emailSignsIn: boolean): Advice | null {
  const [only, ...others] = passkeys;
  if (!only || others.length > 0 || only.backupEligible) return null;
  const sentence = emailSignsIn ? 'passkeyAdvice.oneDevice' : 'passkeyAdvice.onlyWayIn';
  return { code: 'one_device', sentence: [sentence], action: ADD_ANOTHER };
}

function unused(passkeys: Passkey[], now: Date): Advice | null {
  const since = now.getTime() - policy.passkeyUnused * 1000;
  if (passkeys.some(({ createdAt, lastUsedAt }) => (lastUsedAt ?? createdAt).getTime() > since)) return null;
  const days = policy.passkeyUnused / 86_400;
  const sentence = passkeys.length === 1 ? 'passkeyAdvice.unusedOne' : 'passkeyAdvice.unusedAll';
  return { code: 'unused', sentence: [sentence, { days }], action: REVIEW };
}

/** Those that could be and are not. Of a device-bound passkey there is no copy to be had: nothing to advise. */
function notBackedUp(passkeys: Passkey[]): Advice | null {
  const [first, ...others] = passkeys.filter((passkey) => passkey.backupEligible && !passkey.backupState);
  if (!first) return null;
  const code = 'not_backed_up';
  const count = others.length + 1;
  if (count > 1) return { code, sentence: ['passkeyAdvice.severalNotBackedUp', { count }], action: REVIEW };
  const alone = passkeys.length === 1;
  const action = alone ? ADD_ANOTHER : REVIEW;
  const manager = authenticatorOf(first.aaguid)?.name;
  const named = { passkey: first.name };
  return manager
    ? { code, sentence: [alone ? MANAGED.only : MANAGED.one, { ...named, manager }], action }
    : { code, sentence: [alone ? SOMEWHERE.only : SOMEWHERE.one, named], action };
}

const MANAGED = { one: 'passkeyAdvice.notBackedUp', only: 'passkeyAdvice.onlyNotBackedUp' } as const;
const SOMEWHERE = {
  one: 'passkeyAdvice.notBackedUpSomewhere',
  only: 'passkeyAdvice.onlyNotBackedUpSomewhere',
} as const;

const ADD_ANOTHER = { label: 'passkeyAdvice.addAnother', href: '/account/passkeys#add' } as const;
const REVIEW = { label: 'passkeyAdvice.seePasskeys', href: '/account/passkeys#list' } as const;
const NO_PASSKEY: Advice = {
  code: 'no_passkey',
  sentence: ['passkeyAdvice.noPasskey'],
  action: { label: 'passkeyAdvice.addPasskey', href: '/account/passkeys#add' },
};
const NO_WAY_BACK: Advice = {
  code: 'no_way_back',
  sentence: ['passkeyAdvice.noWayBack'],
  action: { label: 'passkeyAdvice.createCodes', href: '/account/security#codes' },
};

type WaysIn = { passkeys: Passkey[]; emailSignsIn: boolean };

export type Advice = {
  code: 'no_passkey' | 'one_device' | 'unused' | 'not_backed_up' | 'no_way_back';
  /** A message and its values. */
  sentence: [key: MessageKey, values?: Record<string, string | number>];
  action: { label: MessageKey; href: string };
};
