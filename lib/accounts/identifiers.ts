import 'server-only';
import { z } from 'zod';
import type { MessageKey } from '@/lib/messages/format';
import { policy } from '@/lib/policy';
import { canonicalEmail } from './canonical-email';
import { withoutInvisible } from './visible-text';

const { username, name, passkeyName } = policy.names;

/** Grapheme clusters are looked for in no more than this many UTF-16 units: one cluster has no greatest length. */
const LONGEST_RAW = 1000;

const NO_EMAIL: MessageKey = 'fields.email';
const NOT_PLAIN: MessageKey = 'fields.emailNotPlain';
const NO_USERNAME: MessageKey = 'fields.username';
const NO_NAME: MessageKey = 'fields.name';
const NO_PLAIN_NAME: MessageKey = 'fields.nameNotPlain';
const NO_IDENTIFIER: MessageKey = 'fields.identifier';

/** Control characters, overrides and isolates of the writing direction (Unicode TR 36, 2.5), lone surrogates. */
const DISTURBING = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** At least one character stands by itself: marks do not. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** White space of any kind, and the empty pattern of Braille, which is its space. */
const SPACES = /[\s\u2800]+/g;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** An email address, turned into its canonical form (see canonical-email.ts). */
export const emailSchema = z.string(NO_EMAIL).transform((typed, context) => {
  const email = canonicalEmail(typed);
  if (email !== null) return email;
  const [local = ''] = typed.trim().split('@');
  context.addIssue(/[^\0-\x7f]/.test(local) ? NOT_PLAIN : NO_EMAIL);
  return z.NEVER;
});

/** A username, turned into lower case. ASCII first: lower-casing turns the Kelvin sign into a k. */
export const usernameSchema = z
  .string(NO_USERNAME)
  .trim()
  .regex(new RegExp(`^[A-Za-z\\d_-]{${username.shortest},${username.longest}}$`), NO_USERNAME)
  .toLowerCase();

/** A person's name as it will be shown. */
export const nameSchema = shownName(name.longest);

/** What a person calls a passkey. */
export const passkeyNameSchema = shownName(passkeyName.longest);

/** What is typed into "Email or username": an @ tells which. */
export const identifierSchema = z.string(NO_IDENTIFIER).transform((typed, context): Identifier => {
  if (typed.includes('@')) {
    const email = canonicalEmail(typed);
    if (email !== null) return { kind: 'email', email };
  } else {
    const parsed = usernameSchema.safeParse(typed);
    if (parsed.success) return { kind: 'username', username: parsed.data };
  }
  context.addIssue(NO_IDENTIFIER);
  return z.NEVER;
});

/** Trimmed, single spaces, NFC, without characters that nobody sees or that disturb a page or a mail. */
function shownName(longest: number) {
  return z
    .string(NO_NAME)
    .max(LONGEST_RAW, { error: NO_NAME, abort: true })
    .trim()
    .refine((typed) => !DISTURBING.test(typed), NO_PLAIN_NAME)
    .transform((typed) => withoutInvisible(typed).replace(SPACES, ' ').trim().normalize('NFC'))
    .refine((text) => VISIBLE.test(text) && graphemeCount(text) <= longest, NO_NAME);
}

/** Key of the mailbox behind a canonical address: where `+tags` (RFC 5233) are delivered as well. */
export function mailboxKey(email: string): string {
  return email.toLowerCase().replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** Length in characters as people see them: an emoji with skin tone is one, a letter with its accents is one. */
export function graphemeCount(text: string): number {
  return [...graphemes.segment(text)].length;
}

export type Identifier = { kind: 'email'; email: string } | { kind: 'username'; username: string };
