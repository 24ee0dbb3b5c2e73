import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// docs/operate.md, "Upkeep": a migration runs while the version before it serves, so it only ever adds.

const folder = new URL('migrations/', import.meta.url);
const statements = readdirSync(folder)
  .filter((file) => file.endsWith('.sql'))
  .flatMap((file) =>
    statementsOf(readFileSync(new URL(file, folder), 'utf8')).map((text) => ({ file, text })),
  );
/** What a new table is made with disturbs nobody. */
const created = new Map(
  statements.flatMap(({ file, text }) => {
    const [, table] = /^create table (?:if not exists )?"(\w+)"/i.exec(text) ?? [];
    return table ? [[table, file]] : [];
  }),
);

/** Nobody had installed what these change. */
const BEFORE_THE_FIRST_RELEASE = ['0000_start.sql', '0001_account.sql'];

/** Statements that the rules below refuse and somebody has looked at, each with the reason why it may stand. */
const REVIEWED: Record<string, string> = {
  'CREATE INDEX IF NOT EXISTS "security_events_at" ON "security_events" USING btree ("at");':
    'Sign-ins wait while it is made, seconds for millions of events; a large installation makes it before.',
  'CREATE INDEX IF NOT EXISTS "security_events_left_address" ON "security_events" USING btree (("details"->>\'oldEmail\')) WHERE "security_events"."type" = \'email_changed\';':
    'Likewise, for one reading of the table: it holds only changes of address.',
};

const dangers: [RegExp, string][] = [
  [/\bdrop (table|column|constraint|schema|type|view)\b/i, 'the version before may use it'],
  [/\brename\b/i, 'the version before uses the old name'],
  [/\bset data type\b|\balter column\b.* type\b/i, 'it writes the whole table anew'],
  [/\bset not null\b/i, 'the version before may write nulls'],
  [/\badd column\b(?!.*\bdefault\b).*\bnot null\b/i, 'the version before does not fill it in'],
  [
    /\badd column\b.*\bdefault\b.*\b(random|gen_random_uuid|clock_timestamp|nextval)\b/i,
    'it writes all rows',
  ],
  [/\badd constraint\b(?!.*\bnot valid\b)/i, 'it reads the whole table while nobody may write'],
  [/\bcreate (unique )?index\b/i, 'nobody may write while it is made'],
  [/^(update|delete|insert|truncate)\b/i, 'it may touch every row in one transaction'],
];

test.each(statements.filter(({ file }) => !BEFORE_THE_FIRST_RELEASE.includes(file)))(
  '$file can run while the version before serves: $text',
  ({ file, text }) => {
    expect(REVIEWED[text] ? [] : refusals(file, text)).toEqual([]);
  },
);

test('an index on a table that is there already is one that may have been made before', () => {
  const later = statements.filter(({ file }) => !BEFORE_THE_FIRST_RELEASE.includes(file));
  const indexes = later.filter(({ file, text }) => /^create .*index/i.test(text) && !isNew(file, text));
  expect(indexes.filter(({ text }) => !/ if not exists /i.test(text))).toEqual([]);
});

test('no reason is kept for a statement that is gone', () => {
  const texts = statements.map(({ text }) => text);
  expect(Object.keys(REVIEWED).filter((text) => !texts.includes(text))).toEqual([]);
});

test.each([
  'ALTER TABLE "users" DROP COLUMN "name";',
  'ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";',
  'ALTER TABLE "users" ALTER COLUMN "name" SET DATA TYPE varchar(64);',
  'ALTER TABLE "users" ALTER COLUMN "disabled_at" SET NOT NULL;',
  'ALTER TABLE "users" ADD COLUMN "locale" text NOT NULL;',
  'ALTER TABLE "users" ADD COLUMN "ref" uuid DEFAULT gen_random_uuid() NOT NULL;',
  'ALTER TABLE "users" ADD CONSTRAINT "short" CHECK (length(name) < 65);',
  'ALTER TABLE "sessions" DROP CONSTRAINT "sessions_method";',
  'CREATE UNIQUE INDEX "users_name" ON "users" ("name");',
  'DROP TABLE "recovery_codes";',
  'UPDATE "users" SET "name" = trim("name");',
])('this would be refused: %s', (text) => {
  expect(refusals('0003_later.sql', text)).not.toEqual([]);
});

test.each([
  'ALTER TABLE "users" ADD COLUMN "locale" text;',
  `ALTER TABLE "users" ADD COLUMN "locale" text DEFAULT 'en' NOT NULL;`,
  'ALTER TABLE "users" ADD CONSTRAINT "short" CHECK (length(name) < 65) NOT VALID;',
  'CREATE TABLE "devices" ("id" uuid PRIMARY KEY NOT NULL);',
])('this would not: %s', (text) => {
  expect(refusals('0003_later.sql', text)).toEqual([]);
});

function refusals(file: string, text: string): string[] {
  if (isNew(file, text)) return [];
  return dangers.filter(([danger]) => danger.test(text)).map(([, reason]) => reason);
}

/** Whether a statement makes a table, or is about one that the same migration makes. */
function isNew(file: string, text: string): boolean {
  if (/^create table\b/i.test(text)) return true;
  const [, table = ''] = /^(?:alter table|create .*index .* on) "(\w+)"/i.exec(text) ?? [];
  return created.get(table) === file;
}

function statementsOf(sql: string): string[] {
  const texts = sql.split('--> statement-breakpoint').map((text) => text.trim().replace(/\s+/g, ' '));
  return texts.filter(Boolean);
}
