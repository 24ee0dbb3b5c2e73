import { sendSignal } from '@simplewebauthn/browser';
import { isUnknown } from './actions';

/**
 * Has the browser forget a passkey that was refused, if it is nobody's (WebAuthn L3, 5.1.10), and answers what the coach is to
 * say of it; else null. That is asked apart: the refusal is the same for every passkey.
 */
export async function forgetUnknown(credentialID: string, rpID = location.hostname) {
  const unknown = await isUnknown(credentialID).catch(() => null);
  if (!unknown?.ok || !unknown.value) return null;
  return sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).then(
    () => 'passkey_forgotten',
    () => 'passkey_unknown',
  );
}
