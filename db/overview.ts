import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from './client';
import type { Passkey } from './credentials';
import { sessions } from './schema';
import { isAlive } from './session-list';

/** What an account's first page says of it, beside what its session tells. One statement. */
export async function findOverview(
  userId: string,
  sessionId: string,
  limits: { session: { lifetime: number; idle: number }; recovery: { wait: number; open: number } },
): Promise<Overview> {
  const { wait, open } = limits.recovery;
  const { rows } = await db().execute<OverviewRow>(sql`
    select
      (select coalesce(json_agg(json_build_object(
          'id', id, 'name', name, 'aaguid', aaguid, 'transports', transports, 'backupEligible', backup_eligible,
          'backupState', backup_state, 'createdAt', created_at, 'lastUsedAt', last_used_at
        ) order by created_at), '[]') from credentials where user_id = ${userId}) as passkeys,
      (select recovery_started_at from users
        where id = ${userId} and recovery_started_at > now() - make_interval(secs => ${wait + open})
      ) as recovery_started_at,
      (select count(*)::int from recovery_codes where user_id = ${userId}) as codes_left,
      (select count(*)::int from sessions
        where user_id = ${userId} and ${sessions.id} <> ${sessionId} and ${isAlive(limits.session)}
      ) as other_sessions`);
  const [row] = rows;
  if (!row) throw new Error('A select without a table has one row');
  return {
    passkeys: row.passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: new Date(createdAt),
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    })),
    recoveryStartedAt: row.recovery_started_at === null ? null : new Date(row.recovery_started_at),
    codesLeft: row.codes_left,
    otherSessions: row.other_sessions,
  };
}

type Overview = {
  /** Oldest first. */
  passkeys: Passkey[];
  /** When the delayed way back was begun that is under way. */
  recoveryStartedAt: Date | null;
  codesLeft: number;
  /** How many more are signed in. */
  otherSessions: number;
};

type OverviewRow = {
  passkeys: (Omit<Passkey, 'createdAt' | 'lastUsedAt'> & { createdAt: string; lastUsedAt: string | null })[];
  recovery_started_at: string | null;
  codes_left: number;
  other_sessions: number;
};
