/**
 * What to tell a person whose browser gave up on using a passkey, or nothing where the ceremony was only replaced by
 * another. `otherwise` is another way on. Browsers say little on purpose (WebAuthn L3, 14.5.1).
 */
export function ceremonySentence(error: unknown, otherwise = ''): string {
  const again = otherwise ? `Try again, or ${otherwise}.` : 'Try again.';
  switch (nameOf(error)) {
    case 'AbortError':
      return '';
    case 'NotAllowedError':
      return `No passkey was used. ${again}`;
    case 'SecurityError':
      return 'Passkeys do not work at this address.';
    default:
      return `The passkey did not answer. ${again}`;
  }
}

/** As `ceremonySentence`, of creating a passkey. That there is one already, the form says itself. */
export function creationSentence(error: unknown): string {
  switch (nameOf(error)) {
    case 'AbortError':
      return '';
    case 'NotAllowedError':
      return 'No passkey was created. You can try again, or go on without.';
    case 'ConstraintError':
      return 'No passkey was created: this needs a screen lock, or a security key with a PIN. Set one up, or use another device.';
    case 'NotSupportedError':
      return 'This device cannot keep such a passkey. Use another device, or go on without.';
    case 'SecurityError':
      return 'Passkeys do not work at this address.';
    default:
      return 'The passkey could not be created. You can try again, or go on without.';
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
