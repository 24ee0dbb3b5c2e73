import 'server-only';
import { headers } from 'next/headers';
import { bindBrowser, knownBrowser } from './browser';
import { clientAddress } from './client-address';
import { deleteCookie, openCookie, sealCookie } from './cookies';
import { currentLocale } from './current-messages';
import { device } from './device';
import { env } from './env';
import { socketAddress } from './http-exchange';
import { keyedHash } from './keyed-hash';
import type { LinkTicket } from './magic-links/link-requests';
import type { Locale } from './messages/languages';
import { place } from './place';
import { policy } from './policy';

/** Who asks, as far as a request shows it. The rules in lib/ take this as an argument and know no request. */
export type Visitor = {
  /** The browser that link requests and challenges are bound to (lib/browser.ts); null where it never asked. */
  browser: string | null;
  /** The link request it made last, of one kind. Sealed in a cookie: which mailbox a username has is nobody else's business. */
  linkTicket: LinkTicket | null;
  /** Its address, as a keyed hash. */
  client: string;
  /** Browser and system in words. */
  device: string;
  /** City and country, where the platform tells them. */
  place: string | null;
  /** The language that it is shown the pages in. */
  locale: Locale;
};

/** The visitor as it came, with the ticket that this cookie holds. Changes nothing. */
export async function visitor(ticket: TicketCookie = 'link-request'): Promise<Visitor> {
  return { ...(await common(ticket)), browser: await knownBrowser() };
}

/** The visitor, its browser bound from now on. For actions that begin something. */
export async function boundVisitor(
  ticket: TicketCookie = 'link-request',
): Promise<Visitor & { browser: string }> {
  return { ...(await common(ticket)), browser: await bindBrowser() };
}

/** The visitor in a tab that waits on this request, though another tab may have asked for something else since. */
export function inTabOf<V extends Visitor>(request: string | undefined, asking: V): V {
  if (!request || request === asking.linkTicket?.id) return asking;
  return { ...asking, linkTicket: { id: request, subject: '' } };
}

/** Keeps the ticket of the request just made: a typed code will be checked against that request. */
export async function keepTicket(ticket: LinkTicket, cookie: TicketCookie = 'link-request'): Promise<void> {
  await sealCookie(cookie, ticket, policy.link.browserLifetime);
}

/** After a success: the next request of this browser is a new one. */
export async function dropTicket(cookie: TicketCookie = 'link-request'): Promise<void> {
  await deleteCookie(cookie);
}

/** The address that asks, as a keyed hash: what limits count by, and what the log says. */
export async function clientHash(): Promise<string> {
  const address = clientAddress({
    socketAddress: socketAddress(),
    forwardedFor: (await headers()).get('x-forwarded-for'),
    trustedHops: env().trustedProxyHops,
  });
  return keyedHash('client', address);
}

async function common(ticket: TicketCookie) {
  return {
    linkTicket: await openCookie<LinkTicket>(ticket),
    client: await clientHash(),
    device: await device(),
    place: await place(),
    locale: await currentLocale(),
  };
}

/** Signing in and changing the address each keep their own: the one goes on while the other waits. */
type TicketCookie = 'link-request' | 'email-change';
