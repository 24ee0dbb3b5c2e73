import { createHash, randomBytes } from 'node:crypto';
import { findAccount } from '@/db/account-search';
import { db } from '@/db/client';
import { addCredential, removeCredential, renameCredential } from '@/db/credential-changes';
import {
  countSessionsByCredential,
  findCredential,
  isKnownCredential,
  listCredentials,
  recordSignCountRegression,
} from '@/db/credentials';
import { deleteUser } from '@/db/deletion';
import { disownEvent, findDisownable, type Remedy } from '@/db/disown';
import { turnEmailSignInOff, turnEmailSignInOn } from '@/db/email-sign-in';
import { countRow, putRow, readRow, runSteps, takeRow } from '@/db/ephemeral';
import { readAccount } from '@/db/export';
import { isKeptForAnother } from '@/db/left-addresses';
import {
  disableUser,
  enableUser,
  endSessionsAfter,
  endSessionsOf,
  recordOperatorLink,
  voidAllLinks,
} from '@/db/operator';
import { findOverview } from '@/db/overview';
import { recordEmailChangeRequest, saveLocale, updateEmail, updateProfile } from '@/db/profile';
import { purgeable, purgeBatch } from '@/db/purge';
import {
  cancelRecovery,
  claimReadyRecovery,
  findRecovery,
  listReadyRecoveries,
  releaseReadyRecovery,
  startRecovery,
} from '@/db/recovery';
import { findCodeHashes, findCodeSet, replaceCodes } from '@/db/recovery-codes';
import { listEvents } from '@/db/security-events';
import { endOthersFrom, endSessionFrom, listSessions } from '@/db/session-list';
import {
  findOperatorLink,
  openSessionByEmail,
  openSessionByOperatorLink,
  openSessionByPasskey,
  openSessionByRecoveryCode,
  openSessionOfNewAccount,
  renewSessionByEmail,
  renewSessionByPasskey,
} from '@/db/session-opening';
import { endSession, findSession } from '@/db/sessions';
import { findMade } from '@/db/stranger-sessions';
import { findClaims, findUser, findUserHandle } from '@/db/users';
import { newCredential, newOpening } from './people';
import { nameOf } from './population';

const day = 86_400;
/** How long sessions live, in seconds. */
export const limits = { lifetime: 30 * day, idle: 7 * day, seenEvery: 300 };
const times = { wait: day, open: 2 * day };
const ages = { idle: 7 * day, events: 400 * day, recovery: 3 * day };

/** What is asked of the database, by the function that does, for the account of a number (test/population.ts). */
export const statements: Record<string, (user: number) => Promise<unknown>> = {
  findSession: (n) => findSession(nameOf(n).tokenHash, limits),

  'findUser, by email': (n) => findUser({ email: nameOf(n).email }),
  'findUser, by username': (n) => findUser({ username: nameOf(n).username }),
  findClaims: (n) => findClaims(nameOf(n).username, nameOf(n + 1).email),
  findUserHandle: (n) => findUserHandle(nameOf(n).id),
  isKeptForAnother: (n) => isKeptForAnother(`old-${n}@example.com`, { within: 7 * day }),

  findCredential: (n) => findCredential(nameOf(n).credentialId),
  listCredentials: (n) => listCredentials(nameOf(n).id),
  isKnownCredential: (n) => isKnownCredential(nameOf(n).credentialId),
  countSessionsByCredential: (n) => countSessionsByCredential(nameOf(n).id, nameOf(n).sessionId, limits),
  recordSignCountRegression: (n) => recordSignCountRegression(nameOf(n).id, 'Key', 'Chrome'),

  openSessionByPasskey: (n) => openSessionByPasskey(usedPasskeyOf(n), newOpening()),
  openSessionByEmail: (n) => openSessionByEmail(nameOf(n).id, nameOf(n).email, newOpening()),
  openSessionByRecoveryCode: (n) => openSessionByRecoveryCode(nameOf(n).id, '$argon2id$', newOpening()),
  openSessionByOperatorLink: (n) => openSessionByOperatorLink(linkTo(n), newOpening()),
  findOperatorLink: (n) => findOperatorLink(linkTo(n)),
  openSessionOfNewAccount: () => openSessionOfNewAccount(newAccount(), newOpening(), 7 * day),
  renewSessionByPasskey: (n) => renewSessionByPasskey(usedPasskeyOf(n), renewalOf(n)),
  renewSessionByEmail: (n) => renewSessionByEmail(nameOf(n).id, nameOf(n).email, renewalOf(n)),
  endSession: (n) => endSession(nameOf(n).tokenHash),

  findOverview: (n) => findOverview(nameOf(n).id, nameOf(n).sessionId, { session: limits, recovery: times }),
  listSessions: (n) => listSessions(nameOf(n).id, nameOf(n).sessionId, limits),
  endSessionFrom: (n) =>
    endSessionFrom(nameOf(n).id, askerOf(n), { sessionId: nameOf(n + 1).sessionId, limits }),
  endOthersFrom: (n) => endOthersFrom(nameOf(n).id, askerOf(n), limits),
  listEvents: (n) => listEvents(nameOf(n).id, { before: null, most: 25 }),
  'listEvents, further back': (n) => listEvents(nameOf(n).id, { before: 2 * n, most: 25 }),

  addCredential: (n) => addCredential(newCredential(nameOf(n).id), { most: 10, actor: askerOf(n) }),
  renameCredential: (n) =>
    renameCredential({ id: nameOf(n).credentialId, userId: nameOf(n).id }, 'New name', askerOf(n)),
  removeCredential: (n) =>
    removeCredential(
      { id: nameOf(n).credentialId, userId: nameOf(n).id },
      { endSessions: limits, actor: askerOf(n) },
    ),

  findCodeSet: (n) => findCodeSet(nameOf(n).id),
  findCodeHashes: (n) => findCodeHashes({ email: nameOf(n).email }),
  replaceCodes: (n) => replaceCodes(nameOf(n).id, ['one', 'other'], askerOf(n)),
  turnEmailSignInOff: (n) => turnEmailSignInOff(nameOf(n).id, () => true, askerOf(n)),
  turnEmailSignInOn: (n) => turnEmailSignInOn(nameOf(n).id, askerOf(n)),

  updateProfile: (n) =>
    updateProfile(nameOf(n).id, { name: 'Ada', username: newAccount().username }, askerOf(n)),
  saveLocale: (n) => saveLocale(nameOf(n).id, 'de'),
  recordEmailChangeRequest: (n) => recordEmailChangeRequest(nameOf(n).id, newAddresses(n), askerOf(n)),
  updateEmail: changeEmail,

  findRecovery: (n) => findRecovery(nameOf(n).id, times),
  startRecovery: (n) => startRecovery(nameOf(n).id, times, askerOf(n)),
  cancelRecovery: (n) => cancelRecovery(nameOf(n).id, askerOf(n)),
  listReadyRecoveries: () => listReadyRecoveries(times),
  claimReadyRecovery: (n) => claimReadyRecovery(nameOf(1000 * Math.ceil(n / 1000)).id, times),
  releaseReadyRecovery: (n) => releaseReadyRecovery(nameOf(n).id),

  findDisownable: (n) => findDisownable(n, 400 * day),
  findMade: (n) => findMade({ id: n, userId: nameOf(n).id, type: 'signed_in', sessionId: null }, db()),
  disownEvent: (n) =>
    disownEvent({ id: n, userId: nameOf(n).id }, remedies, { within: 500 * day, actor: askerOf(n) }),

  readAccount: (n) => readAccount(nameOf(n).id),
  deleteUser: (n) => deleteUser(nameOf(n).id, askerOf(n)),

  runSteps: (n) =>
    runSteps(db(), [
      putRow(`put:${n}`, '"value"', 60),
      readRow(`read:${n}`),
      takeRow(`take:${n}`),
      countRow(`count:${n}`, 60),
    ]),
  ...Object.fromEntries(
    purgeable.map((what) => [`purgeBatch, ${what}`, () => purgeBatch(what, 100, ages)] as const),
  ),

  'findAccount, by id': (n) => findAccount({ id: nameOf(n).id }, limits),
  'findAccount, by email': (n) => findAccount({ email: nameOf(n).email }, limits),
  disableUser: (n) => disableUser(nameOf(n).id, {}),
  enableUser: (n) => enableUser(nameOf(n).id, {}),
  endSessionsOf: (n) => endSessionsOf(nameOf(n).id, {}),
  recordOperatorLink: (n) => recordOperatorLink(nameOf(n).id, {}),
  voidAllLinks: () => voidAllLinks(),
  endSessionsAfter: (n) => endSessionsAfter(nameOf(n).id, { before: new Date(), most: 10, details: {} }),
};

async function changeEmail(n: number) {
  const asked = await recordEmailChangeRequest(nameOf(n).id, newAddresses(n), askerOf(n));
  if (asked === 'not_signed_in') return asked;
  return updateEmail(nameOf(n).id, { ...newAddresses(n), requestedBy: asked.id }, askerOf(n), 7 * day);
}

const remedies: Remedy[] = [
  'remove_passkey',
  'remove_recovery_codes',
  'void_operator_link',
  'undo_email_change',
  'end_session',
  'pause_email_sign_in',
  'cancel_recovery',
  'undo_made',
];

/** The first passkey of an account, as if its answer had just been verified. */
export function usedPasskeyOf(n: number) {
  return { id: nameOf(n).credentialId, userId: nameOf(n).id, signCount: 0, backupState: true };
}

function linkTo(n: number) {
  return { userId: nameOf(n).id, eventId: n };
}

function askerOf(n: number) {
  return { sessionId: nameOf(n).sessionId, device: 'Chrome on macOS', place: null };
}

/** The same token again: what is measured is the statement. */
function renewalOf(n: number) {
  const { tokenHash } = nameOf(n);
  return { tokenHash, previousTokenHash: tokenHash, device: 'Chrome on macOS', place: null };
}

function newAddresses(n: number) {
  return { oldEmail: nameOf(n).email, newEmail: `changed-${n}@example.com` };
}

/** Somebody whom nobody knows yet. */
export function newAccount() {
  const username = `new-${randomBytes(6).toString('hex')}`;
  const userHandle = createHash('sha512').update(username).digest();
  return { userHandle, name: 'Ada', username, email: `${username}@example.com`, locale: 'en' };
}
