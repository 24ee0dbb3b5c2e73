import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * Fills an empty, migrated database with so many accounts and what belongs to them, in the proportions of an installation
 * that has been running for over a year. Who has what follows from its number alone (`nameOf`). Indexes and constraints are
 * made anew when the rows are there, and statistics taken: afterwards nothing but its age tells it from one that grew.
 */
export async function populate(url: string, users: number, step: (name: string) => void = () => {}) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '256MB'`,
    );
    const made = await takeDown(client);
    for (const [table, insert] of Object.entries(inserts(populationOf(users)))) {
      step(table);
      await client.query(insert);
    }
    for (const statement of made) {
      step(statement);
      await client.query(statement);
    }
    step('vacuum analyze');
    await client.query('vacuum (analyze)');
  } finally {
    await client.end();
  }
}

/** How many rows of each kind go with so many accounts. */
export function populationOf(users: number) {
  return {
    users,
    credentials: Math.round(users * 1.6),
    sessions: users * 4,
    events: users * 4,
    recoveryCodes: Math.floor(users / 20) * 10,
    ephemeral: Math.max(10, Math.round(users / 10)),
  };
}

/** What the account of a number goes by, and its first passkey and session. */
export function nameOf(user: number) {
  return {
    id: md5(`user ${user}`),
    username: `user-${user}`,
    email: `user-${user}@example.com`,
    credentialId: createHash('sha256').update(`credential ${user}`).digest('base64url'),
    sessionId: md5(`session ${user}`),
    tokenHash: createHash('sha256').update(`session ${user}`).digest(),
  };
}

function md5(text: string): string {
  const hash = createHash('md5').update(text).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Takes away indexes and constraints; answers the statements that bring them back, in their order. */
async function takeDown(client: pg.Client): Promise<string[]> {
  const constraints = await client.query<{ relation: string; name: string; definition: string }>(`
    select conrelid::regclass::text as relation, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    order by contype = 'f', conrelid, conname`);
  for (const { relation, name } of constraints.rows.toReversed()) {
    await client.query(`alter table ${relation} drop constraint ${name}`);
  }
  const indexes = await client.query<{ name: string; definition: string }>(`
    select quote_ident(indexname) as name, indexdef as definition from pg_indexes where schemaname = 'public'`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);

  const added = constraints.rows.map(
    ({ relation, name, definition }) => `alter table ${relation} add constraint ${name} ${definition}`,
  );
  const keys = added.filter((statement) => !statement.includes('FOREIGN KEY'));
  const references = added.filter((statement) => statement.includes('FOREIGN KEY'));
  return [...keys, ...indexes.rows.map(({ definition }) => definition), ...references];
}

/** In SQL, as `nameOf` has it. */
function uuid(text: string): string {
  return `md5(${text})::uuid`;
}

function credentialId(number: string): string {
  return `rtrim(translate(encode(sha256(('credential ' || ${number})::bytea), 'base64'), '+/', '-_'), '=')`;
}

/** Of sessions a day's share is past its end, of events half a day's, of what is ephemeral a fifth. */
function inserts(rows: ReturnType<typeof populationOf>) {
  const owner = `((n - 1) % ${rows.users}) + 1`;
  return {
    users: `
      insert into users (id, user_handle, name, username, email, created_at, recovery_started_at)
      select ${uuid(`'user ' || n`)}, sha512(('handle ' || n)::bytea), 'Ada Lovelace', 'user-' || n,
        'user-' || n || '@example.com', now() - interval '400 days' * random(),
        case when n % 1000 = 0 then now() - interval '4 days' * random() end
      from generate_series(1, ${rows.users}) n`,
    credentials: `
      insert into credentials (id, user_id, public_key, sign_count, transports, backup_eligible, backup_state, aaguid, name,
        created_at, last_used_at)
      select ${credentialId('n')}, ${uuid(`'user ' || ${owner}`)}, sha512(n::text::bytea) || '\\x00112233445566778899aabbcc',
        0, '{internal,hybrid}', true, true, 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd', 'iCloud Keychain',
        now() - interval '400 days' * random(), now() - interval '8 days' * random()
      from generate_series(1, ${rows.credentials}) n`,
    sessions: `
      insert into sessions (id, token_hash, user_id, method, credential_id, device, place, first_seen_at, authenticated_at,
        last_seen_at)
      select ${uuid(`'session ' || n`)}, sha256(('session ' || n)::bytea), ${uuid(`'user ' || ${owner}`)},
        case when n % 3 = 0 then 'email' else 'passkey' end,
        case when n % 3 = 0 then null else ${credentialId(`(${owner})`)} end,
        'Chrome on macOS', 'Berlin, Germany', seen - interval '10 days', seen - interval '10 days' * random(), seen
      from (
        -- The first session of each account is alive.
        select n, now() - interval '8 days' * random() * case when n <= ${rows.users} then 0.5 else 1 end as seen
        from generate_series(1, ${rows.sessions}) n
      ) as numbered`,
    security_events: `
      insert into security_events (user_id, type, device, place, session_id, details, at)
      select ${uuid(`'user ' || ${owner}`)},
        case when n % 1000 = 1 then 'disowned' when n % 1000 = 2 then 'operator_link_made'
          when n % 100 = 3 then 'email_changed' when n % 5 = 0 then 'passkey_added' else 'signed_in' end,
        'Chrome on macOS', 'Berlin, Germany', gen_random_uuid(),
        case when n % 100 = 3
          then jsonb_build_object('oldEmail', 'old-' || n || '@example.com', 'newEmail', 'new-' || n || '@example.com')
          else jsonb_build_object('method', 'passkey', 'credentialId', ${credentialId(`(${owner})`)}) end,
        now() - interval '400.5 days' * (1 - n::float8 / ${rows.events})
      from generate_series(1, ${rows.events}) n`,
    recovery_codes: `
      insert into recovery_codes (user_id, hash)
      select ${uuid(`'user ' || 20 * ((n + 9) / 10)`)},
        '$argon2id$v=19$m=19456,t=2,p=1$' || substr(md5(((n + 9) / 10)::text), 1, 22) || '$' || substr(${credentialId('n')}, 1, 43)
      from generate_series(1, ${rows.recoveryCodes}) n`,
    ephemeral: `
      insert into ephemeral (key, value, expires_at)
      select 'challenge:authentication:' || ${credentialId('n')}, to_jsonb('{"browser":"' || md5(n::text) || '"}'),
        now() + interval '1 hour' * (random() - 0.2)
      from generate_series(1, ${rows.ephemeral}) n`,
  };
}
