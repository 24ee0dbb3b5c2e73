import 'server-only';
import { z } from 'zod';
import { type FoundAccount, findAccount, type Holdings, searchUsers } from '@/db/account-search';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { policy } from '@/lib/policy';

/** Accounts in whose email, username or name a text occurs; `most` at most. */
export async function findAccounts(text: string, most: number): Promise<FoundAccount[]> {
  return searchUsers(text.trim(), most);
}

/** The account that goes by this email, username or id; null where there is none. */
export async function accountOf(who: string): Promise<ShownAccount | null> {
  const { data: id } = idSchema.safeParse(who);
  const { data: identifier } = identifierSchema.safeParse(who);
  const byId = id ? await findAccount({ id }, policy.session) : null;
  return byId ?? (identifier ? findAccount(identifier, policy.session) : null);
}

const idSchema = z.uuid().toLowerCase();

export type ShownAccount = FoundAccount & Holdings;
