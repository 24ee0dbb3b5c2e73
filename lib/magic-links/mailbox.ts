import 'server-only';
import { mailboxKey } from '@/lib/accounts/identifiers';
import { keyedHash } from '@/lib/keyed-hash';

/** What stands for a mailbox in limits and logs; `+tags` and case share it. */
export function mailboxHash(email: string): string {
  return keyedHash('mailbox', mailboxKey(email));
}
