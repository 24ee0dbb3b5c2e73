/**
 * Name and options of the session cookie. Over https the `__Host-` prefix keeps other hosts of the domain from setting it;
 * http://localhost cannot have it.
 */
export function sessionCookie(secure: boolean) {
  return {
    name: secure ? '__Host-latchkey.session' : 'latchkey.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  } as const;
}
