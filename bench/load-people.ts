import { query } from '../test/query';

/** People who exist and are signed in, of whom each visit takes the next: nobody comes to a limit of theirs. */
export const PEOPLE = 60_000;

export function emailOf(number: number): string {
  return `load-${number}@example.com`;
}

export function tokenOf(number: number): string {
  return `load-token-${number}`;
}

/** As if each had signed in by email a moment ago. */
export async function insertPeople(database: string): Promise<void> {
  const [email, token] = [emailOf, tokenOf].map((of) => `'${of(0).replace('0', "' || n || '")}'`);
  await query(
    database,
    `with people as (
      insert into users (user_handle, name, username, email)
      select sha512(n::text::bytea), 'Ada', n::text, ${email} from generate_series(0, ${PEOPLE - 1}) n
      returning id, username as n
    )
    insert into sessions (token_hash, user_id, method, device)
    select sha256((${token})::bytea), id, 'email', 'Chrome on Linux' from people`,
  );
  await query(database, 'analyze');
}
