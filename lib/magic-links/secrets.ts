import 'server-only';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { slowHash } from '@/lib/hashing';
import { newCode } from '@/lib/new-code';
import { policy } from '@/lib/policy';

/** What one mail proves the mailbox with: a link's secret, or a code to type. In clear only in that mail. */
export function newProof(): Proof {
  return {
    secret: randomBytes(policy.link.secretBytes).toString('base64url'),
    code: newCode(policy.link.codeLength),
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

/**
 * Argon2id, in PHC form. The salt is the request's own, so that one computation answers for all the mails of a request;
 * it follows from the request's 128 random bits, and from the account and address that the mails were for: where these have
 * changed since, they prove nothing.
 */
export async function hashSecret({ requestId, account }: ProofFor, secret: string): Promise<string> {
  const parts = ['link salt', requestId, account?.userId, account?.email];
  const salt = createHash('sha256').update(parts.join('\0')).digest().subarray(0, 16);
  return slowHash(secret, { ...policy.argon2, salt });
}

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export type Proof = { secret: string; code: string };
type ProofFor = { requestId: string; account: { userId: string; email: string } | null };
export type LinkToken = { requestId: string; mailNumber: number; secret: string };
