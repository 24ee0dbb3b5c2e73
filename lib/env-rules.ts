import 'server-only';
import { isIP } from 'node:net';
import { getPublicSuffix } from 'tldts';

/** Stands in for an address that cannot be read, so that the other problems are found all the same. */
export const NO_ORIGIN = new URL('https://app-url.invalid');

export const MAKE_A_SECRET = 'Make one with: openssl rand -base64 33';

/** The address people use, or NO_ORIGIN; tells what keeps it from being one. */
export function originOf(value: string | null, problem: Problem): URL {
  const example = 'https://accounts.example.com';
  if (!value || !URL.canParse(value)) {
    problem(
      value
        ? `APP_URL must look like ${example}`
        : `APP_URL is missing. Set it to the address people use: ${example}`,
    );
    return NO_ORIGIN;
  }
  const url = new URL(value);
  const { hostname, protocol } = url;
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) {
    problem('APP_URL must have a domain name as its host: passkeys cannot belong to an IP address.');
  } else if (protocol !== 'https:' && !(protocol === 'http:' && isLocal(url))) {
    problem(
      'APP_URL must begin with https:// (http:// works for localhost only: passkeys need a secure page).',
    );
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    problem(`APP_URL must be an origin: scheme, host and port, without a path: ${example}`);
  }
  return url;
}

/** Whether browsers take this address for the machine they run on. */
export function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

/** WebAuthn L3, 5.1.2: the RP ID is the host, or a domain above it. A single label is a top level domain. */
export function mayBeRpId(rpId: string, { hostname }: URL): boolean {
  return hostname === rpId || (rpId.includes('.') && hostname.endsWith(`.${rpId}`));
}

/** Browsers refuse such an RP ID (https://publicsuffix.org, the private section as well). */
export function isPublicSuffix(domain: string): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

/** Tells of a secret that could be guessed: short, copied from an example, repeating itself, or counting. */
export function judgeSecret(name: string, value: string | null, shortest: number, problem: Problem): void {
  if (!value) return;
  if (value.length < shortest) {
    problem(`${name} is too short: ${shortest} characters at least. ${MAKE_A_SECRET}`);
  } else if (/change.?me|example|your.?secret|placeholder|replace.?(me|this|with)/i.test(value)) {
    problem(`${name} is an example, and no secret. ${MAKE_A_SECRET}`);
  } else if (repeats(value, shortest) || counts(value, shortest)) {
    problem(`${name} is too simple to be a secret. ${MAKE_A_SECRET}`);
  }
}

/** Whether a key is one word as its provider shows it; pasted quotes and lines make it useless, or break a header. */
export function isKey(value: string): boolean {
  return /^(?!["'])[\x21-\x7e]+$/.test(value);
}

/** Whether this is an https origin, written as browsers write it. */
export function isHttpsOrigin(text: string): boolean {
  return URL.canParse(text) && text.startsWith('https:') && new URL(text).origin === text;
}

/** Of 32 random characters, even hexadecimal ones, nearly all pairs of neighbours differ. */
function repeats(value: string, shortest: number): boolean {
  return new Set(neighbours(value)).size < shortest * 0.6;
}

/** From 0 to 9, or along the keys of an alphabet, there is hardly more than one step. */
function counts(value: string, shortest: number): boolean {
  const steps = neighbours(value).map((pair) => pair.charCodeAt(1) - pair.charCodeAt(0));
  return new Set(steps).size < shortest / 4;
}

function neighbours(value: string): string[] {
  return Array.from({ length: value.length - 1 }, (_, index) => value.slice(index, index + 2));
}

/** Takes a problem with its cure. It is shown to whoever starts a server: it never quotes a value that may be secret. */
export type Problem = (message: string) => void;
