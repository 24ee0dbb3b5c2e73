import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { readCookie, writeCookie } from './cookies';
import { policy } from './policy';

/**
 * The browser's nonce, hashed: what link requests and challenges are bound to. Null for a browser that has none, which
 * therefore has asked for nothing. Only the hash is ever stored.
 */
export async function knownBrowser(): Promise<string | null> {
  const nonce = await readCookie('browser');
  return nonce && hash(nonce);
}

/** As `knownBrowser`, giving the browser a nonce of 256 random bits first, if need be. For actions only. */
export async function bindBrowser(): Promise<string> {
  const nonce = (await readCookie('browser')) || randomBytes(32).toString('base64url');
  await writeCookie('browser', nonce, policy.link.browserLifetime);
  return hash(nonce);
}

function hash(nonce: string): string {
  return createHash('sha256').update(nonce).digest('base64url');
}
