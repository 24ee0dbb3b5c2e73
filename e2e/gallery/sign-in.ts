import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { insertAccount } from '../accounts';
import { addAuthenticator, withoutAutofill } from '../authenticator';
import { inbox } from '../inbox';
import { keepInStore } from '../store';
import { addSealedCookie, operatorPath } from './cast';
import { losePosts } from './lost';
import { field, type State, type Visit } from './visit';

/** Whatever leads in. */
export const signInStates: State[] = [
  { name: 'start', open: ({ page }) => page.goto('/') },
  { name: 'sign-in', open: ({ page }) => page.goto('/sign-in') },
  { name: 'sign-in-signed-out', open: ({ page }) => page.goto('/sign-in?notice=signed-out') },
  { name: 'sign-in-link-expired', open: ({ page }) => page.goto('/sign-in?notice=link-expired') },
  { name: 'sign-in-link-used', open: ({ page }) => page.goto('/sign-in?notice=link-used') },
  {
    name: 'sign-in-remembered',
    async open(visit) {
      const { name, username } = visit.person;
      await addSealedCookie(visit, 'remembered', { name, username });
      await visit.page.goto('/sign-in');
    },
  },
  {
    name: 'sign-in-refused',
    async open({ page, send, refused }) {
      await page.goto('/sign-in');
      await send({ identifier: 'not an address' });
      await refused();
    },
  },
  {
    name: 'sign-in-sending',
    scripted: true,
    async open({ page, send, person }) {
      await page.goto('/sign-in');
      await losePosts(page, 'never answered');
      await send({ identifier: person.email });
      await expect(page.locator('main form button[aria-disabled=true]')).toBeVisible();
    },
  },
  {
    name: 'sign-in-unanswered',
    scripted: true,
    async open({ page, send, refused, person }) {
      await page.goto('/sign-in');
      await losePosts(page, 'cut');
      await send({ identifier: person.email });
      await refused();
    },
  },
  {
    name: 'sign-in-passkey-waiting',
    scripted: true,
    async open(visit) {
      const authenticator = await openWithAuthenticator(visit);
      await authenticator.present(false);
      await visit.press('Sign in with a passkey');
      await expect(visit.page.locator('main button[aria-disabled=true]')).toBeVisible();
    },
  },
  {
    name: 'sign-in-passkey-cancelled',
    scripted: true,
    async open(visit) {
      const authenticator = await openWithAuthenticator(visit);
      await authenticator.recognises(false);
      await visit.press('Sign in with a passkey');
      await visit.refused();
    },
  },
  {
    name: 'sign-in-passkey-removed',
    scripted: true,
    async open(visit) {
      const authenticator = await openWithAuthenticator(visit);
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await authenticator.keep({
        credentialId: randomBytes(16).toString('base64'),
        isResidentCredential: true,
        rpId: 'localhost',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
        userHandle: randomBytes(64).toString('base64'),
        signCount: 1,
      });
      await visit.press('Sign in with a passkey');
      await visit.refused();
    },
  },
  {
    name: 'sign-in-without-passkeys',
    scripted: true,
    async open({ page }) {
      await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
      await page.goto('/sign-in');
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'check-email',
    async open(visit) {
      await askForMail(visit);
      await expect(visit.button('Send again')).toBeVisible();
    },
  },
  {
    name: 'check-email-refused',
    async open(visit) {
      await askForMail(visit);
      await visit.send({ code: 'ZZZZ-ZZZZ' });
      await visit.refused();
    },
  },
  {
    name: 'check-email-again',
    scripted: true,
    async open(visit) {
      await visit.page.clock.install();
      await askForMail(visit);
      await visit.page.clock.fastForward(61_000);
      await expect(visit.button('Send again')).toBeEnabled();
    },
  },
  {
    name: 'check-email-not-sent',
    async open(visit) {
      await askForMail(visit);
      await inbox.latest(visit.person.email);
      const request = await visit.page.locator('[name=request]').first().inputValue();
      await keepInStore(`link-mail-failed:${request}`, true, 600);
      await visit.page.reload();
      await visit.refused();
    },
  },
  { name: 'check-email-expired', open: ({ page }) => page.goto('/sign-in/check-email') },
  {
    name: 'link-signing-in',
    scripted: true,
    async open(visit) {
      await askForMail(visit);
      const { link } = await inbox.latest(visit.person.email);
      await losePosts(visit.page, 'never answered');
      await visit.page.goto(link);
      await expect(visit.page.locator('main button[aria-disabled=true]')).toBeVisible();
    },
  },
  {
    name: 'link-elsewhere',
    async open(visit) {
      await askForMail(visit);
      const { link } = await inbox.latest(visit.person.email);
      await visit.page.context().clearCookies({ name: 'latchkey.browser' });
      await visit.page.goto(link);
    },
  },
  { name: 'link-malformed', open: ({ page }) => page.goto('/sign-in/link?token=x') },
  {
    name: 'operator-link',
    async open(visit) {
      await insertAccount(visit.person);
      await visit.page.goto(await operatorPath(visit, 'open'));
    },
  },
  {
    name: 'operator-link-used',
    async open(visit) {
      await insertAccount(visit.person);
      await visit.page.goto(await operatorPath(visit, 'used'));
    },
  },
  { name: 'operator-link-wrong', open: ({ page }) => page.goto('/sign-in/operator?token=x') },
  { name: 'recover', open: ({ page }) => page.goto('/sign-in/recover') },
  {
    name: 'recover-refused',
    async open({ page, send, refused, person }) {
      await page.goto('/sign-in/recover');
      await send({ identifier: person.email, code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' });
      await refused();
    },
  },
  {
    name: 'recover-started',
    async open({ page, press, person }) {
      await page.goto('/sign-in/recover');
      await field(page, 'identifier').fill(person.email);
      await press('Start delayed recovery');
      await expect(page.locator('main [role=status] *').first()).toBeVisible();
    },
  },
  { name: 'not-found', open: ({ page }) => page.goto('/nowhere') },
];

async function openWithAuthenticator({ page }: Visit) {
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await page.goto('/sign-in');
  return authenticator;
}

/** Ends in the waiting tab. */
async function askForMail({ page, person, send }: Visit) {
  await insertAccount(person);
  await page.goto('/sign-in');
  await send({ identifier: person.email });
  await expect(page).toHaveURL(/\/check-email$/);
}
