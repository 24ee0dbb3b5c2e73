import { expect } from '@playwright/test';
import { insertPasskeys } from '../accounts';
import { addAuthenticator } from '../authenticator';
import { ageSession, enter, enterWithPasskeys } from './cast';
import type { State, Visit } from './visit';

const path = '/account/passkeys';

/** The account's passkeys, and what is asked about them. */
export const passkeyStates: State[] = [
  {
    name: 'passkeys-none',
    async open(visit) {
      await enter(visit);
      await visit.page.goto(path);
    },
  },
  { name: 'passkeys', open: (visit) => openList(visit) },
  {
    name: 'passkeys-options',
    async open(visit) {
      await openList(visit);
      await visit.page.locator('main summary').first().click();
    },
  },
  {
    name: 'passkeys-created',
    async open(visit) {
      await enterWithPasskeys(visit);
      const [row] = await visit.alter(
        'select credentials.id from credentials join users on users.id = user_id where email = $1 limit 1',
      );
      await visit.page.goto(`${path}?notice=passkey-created&created=${row.id}`);
    },
  },
  {
    name: 'passkeys-one-device',
    async open(visit) {
      await openList(visit, 2);
      await visit.alter(
        'delete from credentials using users where users.id = user_id and email = $1 and backup_eligible',
      );
      await visit.page.reload();
    },
  },
  {
    name: 'passkeys-full',
    async open(visit) {
      await enterWithPasskeys(visit);
      await insertPasskeys(visit.person, 7);
      await visit.page.goto(path);
    },
  },
  {
    name: 'passkeys-here-already',
    scripted: true,
    async open(visit) {
      const { page, press, refused, alter } = visit;
      await enter(visit);
      await addAuthenticator(page);
      await page.goto(path);
      await press('Add a passkey');
      await page.waitForURL(/created/);
      await alter(
        `update sessions set method = 'passkey', credential_id = credentials.id from credentials, users
        where credentials.user_id = users.id and sessions.user_id = users.id and email = $1`,
      );
      await page.goto(path);
      await press('Add a passkey');
      await refused();
    },
  },
  {
    name: 'passkeys-rename',
    async open(visit) {
      await openList(visit);
      await visit.press('Rename');
      await expect(visit.page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'passkeys-rename-refused',
    async open(visit) {
      await openList(visit);
      await visit.press('Rename');
      await visit.send({ name: 'Windows Hello' });
      await visit.refused();
    },
  },
  { name: 'passkeys-delete', open: (visit) => openDeletion(visit) },
  { name: 'passkeys-delete-last', open: (visit) => openDeletion(visit, 1) },
  {
    name: 'passkeys-delete-needed',
    async open(visit) {
      await enterWithPasskeys(visit, 1);
      await visit.alter("update users set email_sign_in = 'off' where email = $1");
      await visit.page.goto(path);
      await visit.press('Delete');
      await expect(visit.page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'step-up', open: askForStepUp },
  {
    name: 'step-up-cancelled',
    scripted: true,
    async open(visit) {
      await addAuthenticator(visit.page);
      await askForStepUp(visit);
      await visit.press('Use a passkey');
      await visit.refused();
    },
  },
];

async function openList(visit: Visit, count?: number) {
  await enterWithPasskeys(visit, count);
  await visit.page.goto(path);
}

async function openDeletion(visit: Visit, count?: number) {
  await openList(visit, count);
  await visit.press('Delete');
  await expect(visit.page.getByRole('dialog')).toBeVisible();
}

/** "Confirm it's you", of somebody with passkeys. */
async function askForStepUp(visit: Visit) {
  await enterWithPasskeys(visit);
  await ageSession(visit);
  await visit.page.goto('/account/profile');
  await visit.send({ email: `new-${visit.person.email}` });
  await expect(visit.page.getByRole('dialog')).toBeVisible();
}
