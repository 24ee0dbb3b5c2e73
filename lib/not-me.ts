import 'server-only';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env';

/**
 * The address of "This wasn't me" for one event. It names the event and proves that we wrote the mail; how long and how
 * often it is good, the event's row decides (lib/disown.ts).
 */
export function notMeUrl(eventId: number): string {
  return `${env().origin}/not-me?token=${notMeToken(eventId)}`;
}

export function notMeToken(eventId: number): string {
  return `${eventId}.${signature(eventId)}`;
}

/** The event that a token names, or null for anything that no mail of ours ever held. */
export function eventOfToken(token: unknown): number | null {
  if (typeof token !== 'string') return null;
  const [, id = '', given = ''] = /^([1-9]\d{0,14})\.([\w-]{43})$/.exec(token) ?? [];
  const expected = signature(Number(id));
  return id && timingSafeEqual(Buffer.from(given), Buffer.from(expected)) ? Number(id) : null;
}

/** HMAC-SHA-256, 43 characters of base64url. */
function signature(eventId: number): string {
  return createHmac('sha256', env().authSecret).update(`not me\0${eventId}`).digest('base64url');
}
