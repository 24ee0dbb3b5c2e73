import 'server-only';
import { domainToUnicode } from 'node:url';

/** RFC 5321, 4.5.3.1 and erratum 1690: 64 octets before the @, 254 in all. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;

/**
 * RFC 5322 dot-atom, without what mail programs have been tricked with: `%` and `!` (source routes) and a hyphen in
 * front (an option of sendmail). Quotes, comments and commas are no part of a dot-atom.
 */
const LOCAL = /^(?!-)[a-z\d#$&'*+/=?^_`{|}~-]+(?:\.[a-z\d#$&'*+/=?^_`{|}~-]+)*$/i;

/** RFC 1035 labels, two at least; the last begins with a letter, so no IP address is one. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/;

/** Punycode that stands for nothing stays as it is when decoded; newer runtimes let it pass as a host. */
const ENCODED = /(?:^|\.)xn--/;

/** Letters, marks and digits of any script. Default-ignorable ones are seen by nobody and dropped by IDNA. */
const DOMAIN_AS_TYPED = /^(?:(?!\p{DI})[\p{L}\p{M}\p{N}.-])+$/u;

/**
 * The one form in which an address is stored, compared and written to: trimmed, lower case, an international domain as
 * punycode. Null when it is no address, or one that programs read in different ways.
 *
 * Nothing outside ASCII is ever folded into ASCII (a Kelvin sign is no k, a dotless ı no i): such an address would be
 * equal to another person's.
 */
export function canonicalEmail(typed: string): string | null {
  const [local, domain, ...rest] = typed.trim().split('@', 3);
  if (!local || !domain || rest.length > 0) return null;
  if (local.length > LONGEST_LOCAL || !LOCAL.test(local) || domain.length > LONGEST) return null;
  const host = asciiDomain(domain);
  const email = `${local.toLowerCase()}@${host}`;
  return host && email.length <= LONGEST ? email : null;
}

function asciiDomain(typed: string): string | null {
  if (!DOMAIN_AS_TYPED.test(typed) || foldsIntoAscii(typed)) return null;
  if (!URL.canParse(`https://${typed}`)) return null;
  const { hostname } = new URL(`https://${typed}`);
  return DOMAIN.test(hostname) && !ENCODED.test(domainToUnicode(hostname)) ? hostname : null;
}

/** Whether a look-alike (fullwidth letter, ligature, Kelvin sign, dotted capital İ) would turn into plain letters. */
function foldsIntoAscii(text: string): boolean {
  const beyondAscii = text.replace(/[\0-\x7f]/g, '');
  return /[\0-\x7f]/.test(beyondAscii.normalize('NFKC').toLowerCase().normalize('NFKC'));
}
