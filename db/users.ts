import 'server-only';
import { and, eq, isNull, or } from 'drizzle-orm';
import { db } from './client';
import { users } from './schema';

/** The account that goes by this email or this username (canonical forms), disabled ones included. */
export async function findUser(by: { email: string } | { username: string }): Promise<User | null> {
  const [user] = await db()
    .select(columns)
    .from(users)
    .where('email' in by ? eq(users.email, by.email) : eq(users.username, by.username));
  return user ?? null;
}

/** The accounts that have this username or this email: none, one, or one each. */
export async function findClaims(username: string, email: string): Promise<User[]> {
  return db()
    .select(columns)
    .from(users)
    .where(or(eq(users.username, username), eq(users.email, email)));
}

/** The user handle that goes into a registration ceremony; null for an account that is gone or disabled. */
export async function findUserHandle(userId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [user] = await db()
    .select({ userHandle: users.userHandle })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  return user?.userHandle ?? null;
}

const columns = {
  id: users.id,
  name: users.name,
  username: users.username,
  email: users.email,
  locale: users.locale,
  disabledAt: users.disabledAt,
  emailSignIn: users.emailSignIn,
  recoveryStartedAt: users.recoveryStartedAt,
};

export type User = {
  id: string;
  name: string;
  username: string;
  email: string;
  locale: string;
  disabledAt: Date | null;
  emailSignIn: 'on' | 'off' | 'paused';
  recoveryStartedAt: Date | null;
};
