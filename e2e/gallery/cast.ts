import { createHash, createHmac, randomBytes } from 'node:crypto';
import { TEST_ENVIRONMENT } from '../../test/environment';
import { sealed } from '../../test/sealed';
import { insertAccount, openSession } from '../accounts';
import { keepInStore } from '../store';
import type { Visit } from './visit';

/** Signed in by email a moment ago, to an account that has nothing yet. */
export async function enter({ page, person }: Visit) {
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on macOS');
}

/** Signed in with the first of three passkeys, in a browser that has it. */
export async function enterWithPasskeys(visit: Visit, count = 3) {
  await enter(visit);
  for (const passkey of passkeys.slice(0, count)) {
    const { aaguid, name, transports, synced, created, used } = passkey;
    await visit.alter(
      `insert into credentials
        (id, user_id, public_key, sign_count, transports, backup_eligible, backup_state, aaguid, name, created_at, last_used_at)
      select $2, id, '', 0, $3, $4, $4, $5, $6, now() - $7::interval, now() - $8::interval
      from users where email = $1`,
      randomBytes(16).toString('base64url'),
      transports,
      synced,
      aaguid,
      name,
      created,
      used,
    );
  }
  await visit.alter(
    `update sessions set method = 'passkey', credential_id = (
      select id from credentials where user_id = sessions.user_id order by created_at limit 1)
    where user_id = (select id from users where email = $1)`,
  );
  const [{ id }] = await visit.alter('select id from users where email = $1');
  await addSealedCookie(visit, 'offer', { quietUntil: { [id]: Date.now() + 3_600_000 } });
}

/** Too long ago for what matters. */
export async function ageSession({ alter }: Visit) {
  await alter(
    `update sessions set authenticated_at = now() - interval '1 hour'
    where user_id = (select id from users where email = $1)`,
  );
}

/** Signed in elsewhere too. */
export async function enterElsewhere({ alter }: Visit) {
  for (const [device, place, method, seen] of [
    ['Safari on iOS', 'Berlin, DE', 'email', '3 hours'],
    ['Firefox on Windows', 'Lisbon, PT', 'recovery', '5 days'],
  ]) {
    await alter(
      `insert into sessions (token_hash, user_id, method, device, place, last_seen_at, first_seen_at)
      select $2, id, $3, $4, $5, now() - $6::interval, now() - $6::interval - interval '2 days'
      from users where email = $1`,
      randomBytes(32),
      method,
      device,
      place,
      seen,
    );
  }
}

/** Lets something have happened to the account; answers its number. */
export async function note(
  { alter }: Visit,
  type: string,
  details: Record<string, string> = {},
  ago = '1 hour',
) {
  const [row] = await alter(
    `insert into security_events (user_id, type, device, place, details, at)
    select id, $2, 'Safari on iOS', 'Berlin, DE', $3, now() - $4::interval from users where email = $1
    returning id`,
    type,
    details,
    ago,
  );
  return Number(row.id);
}

/** The address of "This wasn't me" that a mail about that event holds. */
export function notMePath(eventId: number): string {
  const hmac = createHmac('sha256', TEST_ENVIRONMENT.AUTH_SECRET).update(`not me\0${eventId}`);
  return `/not-me?token=${eventId}.${hmac.digest('base64url')}`;
}

/** The address of an operator's link, good or used. */
export async function operatorPath(visit: Visit, state: 'open' | 'used'): Promise<string> {
  const eventId = await note(visit, 'operator_link_made');
  const [{ id: userId }] = await visit.alter('select id from users where email = $1');
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(`operator link\0${token}`).digest('base64url');
  if (state === 'open') await keepInStore(`operator-link:${hash}`, { userId, eventId }, 600);
  await keepInStore(`operator-link-trace:${hash}`, state === 'open' ? 'made' : 'used', 600);
  return `/sign-in/operator?token=${token}`;
}

/** A cookie that the application has sealed. */
export async function addSealedCookie({ page }: Visit, name: string, content: Record<string, unknown>) {
  const fullName = `latchkey.${name}`;
  const value = await sealed(fullName, content);
  const url = process.env.E2E_APP_URL ?? '';
  await page.context().addCookies([{ name: fullName, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

const passkeys = [
  {
    name: 'iCloud Keychain',
    aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    transports: ['internal', 'hybrid'],
    synced: true,
    created: '200 days',
    used: '1 hour',
  },
  {
    name: 'Blue YubiKey',
    aaguid: 'cb69481e-8ff7-4039-93ec-0a2729a154a8',
    transports: ['usb', 'nfc'],
    synced: false,
    created: '120 days',
    used: '40 days',
  },
  {
    name: 'Windows Hello',
    aaguid: '08987058-cadc-4b81-b6e1-30de50dcbe96',
    transports: ['internal'],
    synced: false,
    created: '3 days',
    used: '2 days',
  },
];
