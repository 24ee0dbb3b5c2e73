import 'server-only';
import { randomBytes } from 'node:crypto';

/** A user handle: 64 random bytes that say nothing about anyone (WebAuthn L3, 14.6.1). One per user, for life. */
export function newUserHandle(): Uint8Array {
  return randomBytes(64);
}
