import 'server-only';
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { env } from '@/lib/env';
import { policy } from '@/lib/policy';

/** Crockford's base32: no I, L, O or U, so that nothing reads like something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What one mail proves the mailbox with: a link's secret, or a code to type. In clear only in that mail. */
export function newProof(): Proof {
  return {
    secret: randomBytes(policy.link.secretBytes).toString('base64url'),
    code: Array.from({ length: policy.link.codeLength }, () => alphabet[randomInt(alphabet.length)]).join(''),
  };
}

/** Where a link points: which request, which of its mails, and the secret. */
export function formatToken({ requestId, mailNumber, secret }: LinkToken): string {
  return `${requestId}.${mailNumber}.${secret}`;
}

/** The parts of a link's token, or null for anything that no mail of ours ever held. */
export function parseToken(token: unknown): LinkToken | null {
  if (typeof token !== 'string') return null;
  const [, requestId, mailNumber, secret] = /^([\w-]{22})\.([1-9]\d{0,2})\.([\w-]{43})$/.exec(token) ?? [];
  return requestId && mailNumber && secret ? { requestId, mailNumber: Number(mailNumber), secret } : null;
}

/** As people see it: XXXX-XXXX. */
export function formatCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The code that was meant by what was typed: any case, spaces and dashes or none, O for 0, I and L for 1; else null. */
export function parseCode(typed: string): string | null {
  const code = typed
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === policy.link.codeLength &&
    [...code].every((character) => alphabet.includes(character))
    ? code
    : null;
}

/**
 * Argon2id, in PHC form. The salt is the request's own, so that one computation answers for all the mails of a request;
 * it follows from the request's 128 random bits and AUTH_SECRET. About 14 ms and 19 MiB.
 */
export async function hashSecret(requestId: string, secret: string): Promise<string> {
  const salt = createHmac('sha256', env().authSecret)
    .update(`link salt\0${requestId}`)
    .digest()
    .subarray(0, 16);
  return hash(secret, { ...policy.argon2, salt });
}

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export type Proof = { secret: string; code: string };
export type LinkToken = { requestId: string; mailNumber: number; secret: string };
