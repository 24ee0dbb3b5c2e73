import { expect } from '@playwright/test';
import { insertEvents } from '../accounts';
import { inbox } from '../inbox';
import { ageSession, enter, enterElsewhere, enterWithPasskeys, note } from './cast';
import { losePosts } from './lost';
import { field, type State, type Visit } from './visit';

/** The pages of the account but that of its passkeys. */
export const accountStates: State[] = [
  { name: 'account', open: enterAt('/account', enterWithPasskeys) },
  { name: 'account-offer', open: enterAt('/account', enter) },
  {
    name: 'account-recovered',
    async open(visit) {
      await enter(visit);
      await visit.alter(
        "update sessions set method = 'recovery' where user_id = (select id from users where email = $1)",
      );
      await visit.page.goto('/account');
    },
  },
  { name: 'account-recovery-under-way', open: enterAt('/account', beginRecovery) },
  { name: 'security', open: enterAt('/account/security', enterWithPasskeys) },
  {
    name: 'security-email-off',
    async open(visit) {
      await enterWithPasskeys(visit);
      await visit.alter("update users set email_sign_in = 'off' where email = $1");
      await visit.page.goto('/account/security?notice=email-sign-in-off');
    },
  },
  {
    name: 'security-email-paused',
    async open(visit) {
      await beginRecovery(visit);
      await visit.alter("update users set email_sign_in = 'paused' where email = $1");
      await visit.page.goto('/account/security');
    },
  },
  {
    name: 'security-email-needed',
    async open(visit) {
      await enter(visit);
      await visit.page.goto('/account/security');
      await visit.page.getByRole('switch').click();
      await visit.refused();
    },
  },
  {
    name: 'security-codes',
    async open(visit) {
      await enter(visit);
      await visit.page.goto('/account/security');
      await visit.press('Create recovery codes');
      await expect(visit.page.locator('.sheet')).toBeVisible();
    },
  },
  { name: 'sessions-one', open: enterAt('/account/sessions', enter) },
  {
    name: 'sessions',
    async open(visit) {
      await enterWithPasskeys(visit);
      await enterElsewhere(visit);
      await visit.page.goto('/account/sessions');
    },
  },
  { name: 'activity-empty', open: enterAt('/account/activity', enter) },
  {
    name: 'activity',
    async open(visit) {
      await enter(visit);
      await insertEvents(visit.person, 50);
      await note(visit, 'email_changed', { oldEmail: 'ada@example.org', newEmail: visit.person.email });
      await note(visit, 'passkey_added', { name: 'Blue YubiKey' });
      const disowned = await note(visit, 'signed_in', { method: 'email' });
      await visit.alter(
        `update security_events set disowned_at = now() from users where email = $1 and security_events.id = $2`,
        disowned,
      );
      await visit.page.goto('/account/activity');
    },
  },
  { name: 'profile', open: enterAt('/account/profile', enter) },
  {
    name: 'profile-refused',
    async open(visit) {
      await enter(visit);
      await visit.page.goto('/account/profile');
      await visit.send({ name: '', username: 'no spaces, please' });
      await visit.refused();
    },
  },
  { name: 'profile-email-waiting', open: changeEmail },
  {
    name: 'profile-email-refused',
    async open(visit) {
      await changeEmail(visit);
      await visit.send({ code: 'ZZZZ-ZZZZ' });
      await visit.refused();
    },
  },
  {
    name: 'email-changed',
    async open(visit) {
      await enter(visit);
      await visit.page.goto('/account/profile?notice=email-changed');
    },
  },
  {
    name: 'email-link-changing',
    scripted: true,
    async open(visit) {
      const link = await changeEmail(visit);
      await losePosts(visit.page, 'never answered');
      await visit.page.goto(link);
      await expect(visit.page.locator('main button[aria-disabled=true]')).toBeVisible();
    },
  },
  {
    name: 'email-link-elsewhere',
    async open(visit) {
      const link = await changeEmail(visit);
      await visit.page.context().clearCookies({ name: 'latchkey.browser' });
      await visit.page.goto(link);
    },
  },
  {
    name: 'email-link-signed-out',
    async open(visit) {
      const link = await changeEmail(visit);
      await visit.page.context().clearCookies({ name: 'latchkey.session' });
      await visit.page.goto(link);
    },
  },
  { name: 'email-link-malformed', open: ({ page }) => page.goto('/account/profile/confirm?token=x') },
  { name: 'data', open: enterAt('/account/data', enter) },
  { name: 'data-delete', open: openDeletion },
  {
    name: 'data-delete-refused',
    async open(visit) {
      await openDeletion(visit);
      await visit.send({ confirmation: 'not this' });
      await visit.refused();
    },
  },
  {
    name: 'step-up-mail',
    async open(visit) {
      await askForStepUp(visit);
    },
  },
  {
    name: 'step-up-code',
    async open(visit) {
      await askForStepUp(visit);
      await visit.press('Email me a code');
      await expect(field(visit.page, 'stepUp.code')).toBeVisible();
    },
  },
  {
    name: 'step-up-code-refused',
    async open(visit) {
      await askForStepUp(visit);
      await visit.press('Email me a code');
      await visit.send({ 'stepUp.code': 'ZZZZ-ZZZZ' });
      await visit.refused();
    },
  },
  {
    name: 'step-up-recover',
    async open(visit) {
      await enter(visit);
      await visit.alter("update users set email_sign_in = 'paused' where email = $1");
      await visit.page.goto('/account/security');
      await visit.page.getByRole('switch').click();
      await expect(visit.page.getByRole('dialog')).toBeVisible();
    },
  },
];

function enterAt(path: string, come: (visit: Visit) => Promise<void>) {
  return async (visit: Visit) => {
    await come(visit);
    await visit.page.goto(path);
  };
}

async function beginRecovery(visit: Visit) {
  await enterWithPasskeys(visit);
  await visit.alter('update users set recovery_started_at = now() where email = $1');
}

/** Asks for another address; answers the link in the mail to it. */
async function changeEmail(visit: Visit) {
  const { page, person, send } = visit;
  const email = `new-${person.email}`;
  await enter(visit);
  await page.goto('/account/profile');
  await send({ email });
  await expect(field(page, 'code')).toBeVisible();
  return (await inbox.latest(email)).link;
}

async function openDeletion(visit: Visit) {
  await enter(visit);
  await visit.page.goto('/account/data');
  await visit.press('Delete account');
  await expect(field(visit.page, 'confirmation')).toBeVisible();
}

/** "Confirm it's you", of somebody without a passkey. */
async function askForStepUp(visit: Visit) {
  await enter(visit);
  await ageSession(visit);
  await visit.page.goto('/account/profile');
  await visit.send({ email: `new-${visit.person.email}` });
  await expect(visit.button('Email me a code')).toBeVisible();
}
