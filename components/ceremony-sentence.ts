/**
 * What to tell a person whose browser gave up on a passkey ceremony: a sentence with a way on, or nothing where the
 * ceremony was only replaced by another. Browsers say little on purpose (WebAuthn L3, 14.5.1).
 */
export function ceremonySentence(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'AbortError':
      return '';
    case 'NotAllowedError':
      return 'No passkey was used. Try again, or have a link mailed to you.';
    case 'InvalidStateError':
      return 'This device has a passkey for this account already. Sign in with it next time.';
    case 'SecurityError':
      return 'Passkeys do not work at this address. Have a link mailed to you.';
    case 'NotSupportedError':
      return 'This device cannot keep such a passkey. Try another device, or go on without.';
    default:
      return 'The passkey did not answer. Try again, or have a link mailed to you.';
  }
}
