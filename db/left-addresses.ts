import 'server-only';
import { sql } from 'drizzle-orm';
import { type Database, db } from './client';

/**
 * Whether an account other than `userId` has left this address (canonical) within so many seconds: for so long its owner
 * may take it back by "This wasn't me", and nobody else may have it. Whether they did makes no difference: then it is
 * theirs anyway.
 *
 * Whoever takes an address asks in the transaction that does, once it is written: the unique index has made them wait
 * for whoever was leaving it, and only a later statement sees that.
 */
export async function isKeptForAnother(
  email: string,
  { userId = null, within }: { userId?: string | null; within: number },
  tx: Pick<Database, 'execute'> = db(),
): Promise<boolean> {
  const { rows } = await tx.execute<{ kept: boolean }>(sql`
    select exists (
      select from security_events
      where type = 'email_changed' and details->>'oldEmail' = ${email} and user_id is distinct from ${userId}::uuid
        and at > now() - make_interval(secs => ${within})) as kept`);
  return rows[0]?.kept === true;
}
