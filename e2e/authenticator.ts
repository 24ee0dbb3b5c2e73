import type { Page } from '@playwright/test';

/**
 * Lets a page wait for its button alone. A virtual authenticator answers autofill by itself, before anybody could press
 * anything (W3C WebAuthn, issue 2010).
 */
export async function withoutAutofill(page: Page) {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

/**
 * Gives a page a virtual authenticator that keeps passkeys and knows its person: the device's own, which keeps them to
 * itself, unless told otherwise. It answers without being touched, also to autofill: `present(false)` leaves ceremonies
 * waiting.
 */
export async function addAuthenticator(
  page: Page,
  { transport = 'internal', synced = false, verifies = true }: Make = {},
) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: verifies,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  const passkeys = async () =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    /** The passkeys that it keeps. */
    passkeys,
    /** Lets it keep a passkey that another one has as well. */
    keep: (credential: Awaited<ReturnType<typeof passkeys>>[number]) =>
      session.send('WebAuthn.addCredential', { authenticatorId, credential }),
    /** Whether somebody is there to touch it. */
    present: (enabled: boolean) =>
      session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    /** Whether it recognises its person; if not, ceremonies fail as if the person had cancelled. */
    recognises: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

interface Make {
  transport?: 'internal' | 'usb';
  synced?: boolean;
  /** Whether it can tell who its person is at all. */
  verifies?: boolean;
}
