import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './client';
import type { SecurityEvent } from './security-events';

/**
 * What came of a sign-in, an operator's link or a delayed way back, oldest first: what the sessions that it opened made,
 * and those that were signed in to, or confirmed, by a passkey which they added. Of other kinds of events, nothing. Only
 * what is not disowned yet, or was together with the event.
 */
export async function findMade(event: Opener, by: Pick<Database, 'execute'>): Promise<Made[]> {
  const { id, userId } = event;
  const { rows } = await by.execute<MadeRow>(sql`
    with recursive theirs (session_id) as (
      ${sessionsOpenedBy(event)}
      union
      select used.session_id from theirs
      join security_events added on added.user_id = ${userId} and added.session_id = theirs.session_id
        and added.type = 'passkey_added'
      join security_events used on used.user_id = ${userId} and used.type in ('signed_in', 'confirmed')
        and used.details->>'credentialId' = added.details->>'credentialId'
    )
    select made.id, made.type, made.details, ${wasChanged(sql`made`)} as email_change_made
    from security_events made
    where made.user_id = ${userId} and made.id > ${id} and made.session_id in (select session_id from theirs)
      and made.type in ('passkey_added', 'recovery_codes_created', 'email_change_requested', 'email_changed')
      and (made.disowned_at is null or made.disowned_at = (select disowned_at from security_events where id = ${id}))
    order by made.id`);
  return rows.map(({ id, type, details, email_change_made }) => ({
    id: Number(id),
    type,
    details,
    emailChangeMade: email_change_made,
  }));
}

/** The sessions, ended ones too, that an event of such a kind opened: their ids, as a query. */
export function sessionsOpenedBy({ id, userId, type, sessionId }: Opener): SQL {
  const opened = sql`select opened.session_id from security_events opened
    where opened.user_id = ${userId} and opened.type = 'signed_in'`;
  switch (type) {
    case 'signed_in':
    case 'recovery_code_used':
      return sql`select ${sessionId}::uuid`;
    case 'operator_link_made':
      return sql`${opened} and opened.details->>'operatorLink' = ${String(id)}::text`;
    case 'recovery_started':
    case 'recovery_ready':
      // Not by a recovery code, whose use the same statement tells of; nor by a way back that was begun later.
      return sql`${opened} and opened.id > ${id} and opened.details->>'method' = 'recovery' and not exists (
        select from security_events other where other.user_id = ${userId}
          and (other.type = 'recovery_code_used' and other.at = opened.at
            or other.type = 'recovery_started' and other.id > ${id} and other.id < opened.id))`;
    default:
      return sql`select null::uuid`;
  }
}

/** Whether the change of address was made that the event `asked` tells of, or of whose asking it tells. */
export function wasChanged(asked: SQL): SQL {
  return sql`exists (
    select from security_events changed
    where changed.user_id = ${asked}.user_id and changed.id >= ${asked}.id
      and changed.type = 'email_changed' and changed.details @> ${asked}.details)`;
}

export type Opener = Pick<SecurityEvent, 'id' | 'type' | 'sessionId'> & { userId: string };

/** Something that a session made, and that can be undone. */
export type Made = Pick<SecurityEvent, 'id' | 'details'> & {
  type: 'passkey_added' | 'recovery_codes_created' | 'email_change_requested' | 'email_changed';
  /** Of a change of address, or of the asking for one: whether it was made. */
  emailChangeMade: boolean;
};

type MadeRow = Omit<Made, 'id' | 'emailChangeMade'> & { id: string; email_change_made: boolean };
