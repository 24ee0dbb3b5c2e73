import 'server-only';
import { ephemeralStore } from './ephemeral/configured';
import { limit, remove } from './ephemeral/store';
import { AuthFailure } from './errors';
import { policy } from './policy';

/** Whether a client (lib/visitor.ts) may ask for one more mail, counting it. It ends its run where not. */
export function limitClient(client: string) {
  return within(`mails-per-client:${client}`, policy.mailsPerClient);
}

/** Whether a client may try one more recovery code, counting it. It ends its run where not. */
export function limitRecoveryTry(client: string) {
  return within(`recovery-tries-per-client:${client}`, policy.recovery.triesPerClient);
}

/** Whether a client may begin one more ceremony, counting it. It ends its run where not. */
export function limitChallenges(client: string) {
  return within(`challenges-per-client:${client}`, policy.challengesPerClient);
}

/** Whether a client may ask once more if a passkey is anybody's, counting it. */
export async function mayAskForPasskey(client: string): Promise<boolean> {
  const [may] = await ephemeralStore().run(
    within(`unknown-passkeys-per-client:${client}`, policy.unknownPasskeysPerClient),
  );
  return may;
}

/** Counts one costly change against an account. Fails with `too_many_tries` above `policy.changesPerAccount.count`. */
export async function countChange(userId: string): Promise<void> {
  const [may] = await ephemeralStore().run(within(`changes-per-account:${userId}`, policy.changesPerAccount));
  if (!may) throw new AuthFailure('too_many_tries');
}

/** Whether one more mail may go to a mailbox, counting it. */
export async function mayMail(mailbox: string): Promise<boolean> {
  return (await ephemeralStore().run(...limitMails(mailbox))).every(Boolean);
}

/**
 * Whether one more mail may go to a mailbox, counting it: only where all of them say so. Each ends its run where not, so
 * that the longer windows are only counted when the shorter ones let it pass: impatient clicking costs a minute, not the day.
 */
export function limitMails(mailbox: string) {
  return policy.mailsPerMailbox.map((limit) => within(mailboxKey(mailbox, limit.window), limit));
}

/** Lets the next mail go at once, where the last one could not be handed over. */
export function forgiveMail(mailbox: string) {
  return remove(mailboxKey(mailbox, policy.mailsPerMailbox[0].window));
}

function within(key: string, { count, window }: { count: number; window: number }) {
  return limit(key, window, count);
}

function mailboxKey(mailbox: string, window: number): string {
  return `mails-per-mailbox:${window}:${mailbox}`;
}
