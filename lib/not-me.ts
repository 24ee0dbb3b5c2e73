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
  return `${eventId}.${signature(eventId, env().authSecret)}`;
}

/** The event that a token names, or null for anything that no mail of ours ever held. */
export function eventOfToken(token: unknown): number | null {
  if (typeof token !== 'string') return null;
  const [, id = '', given = ''] = /^([1-9]\d{0,14})\.([\w-]{43})$/.exec(token) ?? [];
  if (!given) return null;
  const eventId = Number(id);
  const genuine = env().authSecrets.some((secret) =>
    timingSafeEqual(Buffer.from(given), Buffer.from(signature(eventId, secret))),
  );
  return genuine ? eventId : null;
}

/** HMAC-SHA-256, 43 characters of base64url. */
function signature(eventId: number, secret: string): string {
  return createHmac('sha256', secret).update(`not me\0${eventId}`).digest('base64url');
}
