/**
 * An email address that mail programs leave alone. They make links of what looks like an address, a host or a telephone
 * number; a word joiner (U+2060, invisible) in front of all that is no letter keeps them from seeing one.
 */
export function unlinked(email: string): string {
  return email.replace(/(?=[^a-z])/g, '\u2060');
}
