import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isDatabaseFailure } from '@/db/client';
import { recordOperatorLink } from '@/db/operator';
import {
  findOperatorLink,
  type Opened,
  type Opening,
  type OperatorLink,
  openSessionByOperatorLink,
} from '@/db/session-opening';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { put, read, take } from '@/lib/ephemeral/store';
import { AuthFailure, type FailureCode } from '@/lib/errors';
import { policy } from '@/lib/policy';
import { type Target, tell } from './deeds';

/**
 * Makes a link that signs in to an account, once, in any browser: for an operator to hand to a person whom no mail
 * reaches. The owner is told by mail. Decision: docs/decisions/012-operators-link.md.
 */
export async function makeOperatorLink(account: Target, by: string): Promise<MadeLink | 'disabled' | 'gone'> {
  const event = await recordOperatorLink(account.id, { by });
  if (typeof event === 'string') return event;
  const token = randomBytes(policy.link.secretBytes).toString('base64url');
  const { live, trace } = keys(token);
  const link: OperatorLink = { userId: account.id, eventId: event.id };
  await ephemeralStore().run(
    put(live, link, policy.link.lifetime),
    put(trace, 'made', policy.operatorLinkTrace),
  );
  const told = await tell(account, event, { event: 'operator_link_made' });
  return { url: `${env().origin}/sign-in/operator?token=${token}`, told };
}

/** What an operator's link is worth, without changing anything: for the page that it opens (a GET, perhaps a messenger's). */
export async function inspectOperatorLink(token: unknown): Promise<InspectedLink> {
  if (!isToken(token)) return { state: 'wrong' };
  const { live, trace } = keys(token);
  const [link, past] = await ephemeralStore().run(read(live, operatorLink), read<Trace>(trace));
  if (!link) return { state: past === 'used' ? 'used' : past ? 'expired' : 'wrong' };
  const email = await findOperatorLink(link);
  return email ? { state: 'open', address: masked(email) } : { state: 'void' };
}

/**
 * Signs in with an operator's link, once. The session has the powers of a recovery: for ten minutes it may add a passkey
 * or change the address without another proof.
 *
 * Fails with `link_wrong`, `link_expired`, `link_used`, `link_void` (account gone or disabled, or the link disowned),
 * `proof_lost` (the database does not answer; the link is used up).
 */
export async function redeemOperatorLink(token: string, opening: Opening): Promise<OpenedByLink> {
  const { state } = await inspectOperatorLink(token);
  if (state !== 'open') throw new AuthFailure(refusals[state]);
  const { live, trace } = keys(token);
  const [link] = await ephemeralStore().run(
    take(live, operatorLink),
    put(trace, 'used', policy.operatorLinkTrace),
  );
  if (!link) throw new AuthFailure('link_used');
  const opened = await openSessionByOperatorLink(link, opening).catch((error) => {
    throw isDatabaseFailure(error) ? new AuthFailure('proof_lost', { cause: error }) : error;
  });
  if (!opened) throw new AuthFailure('link_void');
  return { ...opened, by: 'operator' };
}

const operatorLink = z.object({ userId: z.uuid(), eventId: z.int() });

const refusals: Record<Exclude<InspectedLink['state'], 'open'>, FailureCode> = {
  wrong: 'link_wrong',
  expired: 'link_expired',
  used: 'link_used',
  void: 'link_void',
};

function isToken(token: unknown): token is string {
  return typeof token === 'string' && /^[\w-]{43}$/.test(token);
}

/** The token has 256 random bits, so a plain hash hides it (ASVS 5.0, 6.5.2), and finding by it tells nobody anything. */
function keys(token: string) {
  const hash = createHash('sha256').update(`operator link\0${token}`).digest('base64url');
  return { live: `operator-link:${hash}`, trace: `operator-link-trace:${hash}` };
}

/** Enough to know one's own address by. */
function masked(email: string): string {
  return email.replace(/^(.)[^@]*/u, '$1•••');
}

type MadeLink = {
  url: string;
  /** Whether the owner was told. */
  told: boolean;
};

/** Its session's method is a recovery, whose powers it has; the owner is told what it was. */
type OpenedByLink = Opened & { by: 'operator' };

type Trace = 'made' | 'used';

export type InspectedLink =
  | { state: 'open'; address: string }
  | { state: 'wrong' | 'expired' | 'used' | 'void' };
