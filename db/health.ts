import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from './client';
import journal from './migrations/meta/_journal.json';

/** What the database says of itself: its clock, whether it can be written, and when which migration was made. */
export async function readCondition(database: Database): Promise<Condition> {
  const { rows } = await database.execute<{ at: string; read_only: boolean; migrated: boolean }>(sql`
    select
      extract(epoch from clock_timestamp()) * 1000 as at,
      current_setting('transaction_read_only') = 'on' as read_only,
      to_regclass('drizzle.__drizzle_migrations') is not null as migrated`);
  const [row] = rows;
  if (!row) throw new Error('Postgres answered nothing');
  return { at: Number(row.at), readOnly: row.read_only, migrated: row.migrated };
}

/** Migrations of ours that the database has not seen, oldest first. One that knows more than we do is fine. */
export async function readMissingMigrations(database: Database): Promise<string[]> {
  const { rows } = await database.execute<{ created_at: string }>(
    sql`select created_at from drizzle.__drizzle_migrations`,
  );
  const applied = new Set(rows.map(({ created_at }) => Number(created_at)));
  return journal.entries.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag);
}

interface Condition {
  /** Its clock, in milliseconds since 1970. */
  at: number;
  readOnly: boolean;
  /** Whether there is a record of migrations at all. */
  migrated: boolean;
}
