'use client';

import { sendSignal } from '@simplewebauthn/browser';
import { useEffect } from 'react';

/**
 * Tells the browser's passkey manager which passkeys an account accepts and what it is called (WebAuthn L3, 5.1.10), where
 * the browser can. The list is always complete: what is left out may be hidden from its owner.
 */
export function SignalPasskeys({ rpID, userHandle, credentialIds, email, name }: SignalPasskeysProps) {
  const accepted = credentialIds.join(' ');
  useEffect(() => {
    void signal(async () => {
      await sendSignal({
        signalName: 'allAcceptedCredentials',
        rpID,
        userID: userHandle,
        allAcceptedCredentialIDs: accepted === '' ? [] : accepted.split(' '),
      });
    });
  }, [rpID, userHandle, accepted]);
  useEffect(() => {
    if (!email || !name) return;
    void signal(async () => {
      await sendSignal({
        signalName: 'currentUserDetails',
        rpID,
        userID: userHandle,
        userName: email,
        userDisplayName: name,
      });
    });
  }, [rpID, userHandle, email, name]);
  return null;
}

/** A manager that cannot be told is no problem of the page. */
async function signal(send: () => Promise<void>): Promise<void> {
  await send().catch(() => {});
}

type SignalPasskeysProps = {
  rpID: string;
  /** base64url, as are the IDs. */
  userHandle: string;
  credentialIds: string[];
  /** Left out where the account is no more. */
  email?: string;
  name?: string;
};
