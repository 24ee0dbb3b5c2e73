import 'server-only';
import { desc, eq, type SQL, sql } from 'drizzle-orm';
import { db } from './client';
import { sessions, users } from './schema';

/**
 * Accounts in whose email, username or name a text occurs, whatever its case; those that begin with it first. Reads them
 * all: beyond some million accounts it takes longer than a query may.
 */
export async function searchUsers(text: string, most: number): Promise<FoundAccount[]> {
  const [anywhere, start] = [`%${escaped(text)}%`, `${escaped(text)}%`];
  return db()
    .select(columns)
    .from(users)
    .where(
      sql`${users.email} ilike ${anywhere} or ${users.username} ilike ${anywhere} or ${users.name} ilike ${anywhere}`,
    )
    .orderBy(desc(sql`${users.email} ilike ${start} or ${users.username} ilike ${start}`), users.username)
    .limit(most);
}

/** An account with what an operator should know before doing anything to it; null where there is none. */
export async function findAccount(
  by: AccountKey,
  limits: { lifetime: number; idle: number },
): Promise<(FoundAccount & Holdings) | null> {
  const [found] = await db()
    .select({
      ...columns,
      emailSignIn: users.emailSignIn,
      recoveryStartedAt: users.recoveryStartedAt,
      // Written out: a column of drizzle's would be taken for one of the inner table.
      passkeys: sql<number>`(select count(*)::int from credentials where user_id = users.id)`,
      recoveryCodes: sql<number>`(select count(*)::int from recovery_codes where user_id = users.id)`,
      sessions: sql<number>`(
        select count(*)::int from sessions where user_id = users.id
          and authenticated_at > now() - make_interval(secs => ${limits.lifetime})
          and last_seen_at > now() - make_interval(secs => ${limits.idle}))`,
      lastSeenAt: sql`(select max(last_seen_at) from sessions where user_id = users.id)`.mapWith(
        sessions.lastSeenAt,
      ),
    })
    .from(users)
    .where(isAccount(by));
  return found ?? null;
}

function isAccount(by: AccountKey): SQL {
  if ('id' in by) return eq(users.id, by.id);
  return 'email' in by ? eq(users.email, by.email) : eq(users.username, by.username);
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

const columns = {
  id: users.id,
  username: users.username,
  email: users.email,
  name: users.name,
  locale: users.locale,
  createdAt: users.createdAt,
  disabledAt: users.disabledAt,
};

export type AccountKey = { id: string } | { email: string } | { username: string };

export type FoundAccount = {
  id: string;
  username: string;
  email: string;
  name: string;
  locale: string;
  createdAt: Date;
  disabledAt: Date | null;
};

export type Holdings = {
  emailSignIn: 'on' | 'off' | 'paused';
  recoveryStartedAt: Date | null;
  passkeys: number;
  recoveryCodes: number;
  /** That have not come to their end. */
  sessions: number;
  /** By the newest of its sessions; null where it has none. */
  lastSeenAt: Date | null;
};
