import 'server-only';
import { ephemeralStore } from './ephemeral/configured';
import { count, remove } from './ephemeral/store';
import { AuthFailure } from './errors';
import { policy } from './policy';

/** Counts one request for a mail against a client (lib/visitor.ts); too many once above `policy.mailsPerClient.count`. */
export function countClient(client: string) {
  return count(`mails-per-client:${client}`, policy.mailsPerClient.window);
}

/** Counts one recovery code against a client; too many once above `policy.recovery.triesPerClient.count`. */
export function countRecoveryTry(client: string) {
  return count(`recovery-tries-per-client:${client}`, policy.recovery.triesPerClient.window);
}

/** Counts one challenge against a client; too many once above `policy.challengesPerClient.count`. */
export function countChallenge(client: string) {
  return count(`challenges-per-client:${client}`, policy.challengesPerClient.window);
}

/** Whether a client may ask once more if a passkey is anybody's, counting it. */
export async function mayAskForPasskey(client: string): Promise<boolean> {
  const limit = policy.unknownPasskeysPerClient;
  const [asked] = await ephemeralStore().run(count(`unknown-passkeys-per-client:${client}`, limit.window));
  return asked <= limit.count;
}

/** Counts one costly change against an account. Fails with `too_many_tries` above `policy.changesPerAccount.count`. */
export async function countChange(userId: string): Promise<void> {
  const limit = policy.changesPerAccount;
  const [changes] = await ephemeralStore().run(count(`changes-per-account:${userId}`, limit.window));
  if (changes > limit.count) throw new AuthFailure('too_many_tries');
}

/**
 * Whether one more mail may go to a mailbox, counting it. The longer windows are only counted when the shorter ones let
 * it pass, so impatient clicking costs a minute, not the day. It takes as long either way: who has been written to lately
 * is nobody's business.
 */
export async function mayMail(mailbox: string): Promise<boolean> {
  let within = true;
  for (const limit of policy.mailsPerMailbox) {
    const counted: string = within ? mailbox : `${mailbox}:refused`;
    const [sent] = await ephemeralStore().run(count(mailboxKey(counted, limit.window), limit.window));
    within &&= sent <= limit.count;
  }
  return within;
}

/** Lets the next mail go at once, where the last one could not be handed over. */
export async function forgiveMail(mailbox: string): Promise<void> {
  await ephemeralStore().run(remove(mailboxKey(mailbox, policy.mailsPerMailbox[0].window)));
}

function mailboxKey(mailbox: string, window: number): string {
  return `mails-per-mailbox:${window}:${mailbox}`;
}
