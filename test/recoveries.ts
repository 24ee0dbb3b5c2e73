import { eq, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { securityEvents, users } from '@/db/schema';

/** Lets an account's delayed way back have been begun so many seconds ago. */
export async function beginRecoveryAgo(userId: string, seconds: number): Promise<void> {
  await db()
    .update(users)
    .set({ recoveryStartedAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(users.id, userId));
}

export async function disable(userId: string): Promise<void> {
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId));
}

export async function userOf(userId: string) {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  return user;
}

export async function eventsOf(userId: string) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
}

export async function eventTypesOf(userId: string): Promise<string[]> {
  return (await eventsOf(userId)).map(({ type }) => type);
}
