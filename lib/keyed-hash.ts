import 'server-only';
import { createHmac } from 'node:crypto';
import { env } from './env';

/**
 * A stand-in for something personal (a mailbox, a client's address) where only sameness matters: in keys of the store
 * and in logs. Without AUTH_SECRET it cannot be traced back by trying candidates.
 */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', env().authSecret)
    .update(`${purpose}\0${value}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
