'use client';

import { signIn } from 'next-auth/react';
import { signIn as signInWithPasskey } from 'next-auth/webauthn';
import { type FormEvent, useState } from 'react';

/** No autofill: its client has none. */
export function SignInForm() {
  const [status, setStatus] = useState('');

  async function press() {
    await signInWithPasskey('passkey', { action: 'authenticate', redirectTo: '/account' }).catch(() =>
      setStatus('That did not work.'),
    );
  }

  async function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    const answer = await signIn('nodemailer', { email, redirect: false, redirectTo: '/account' });
    setStatus(answer?.error ? 'That did not work.' : 'Check your email.');
  }

  return (
    <form onSubmit={ask}>
      <label htmlFor="email">Email</label>
      <input id="email" name="email" type="email" autoComplete="username webauthn" required />
      <button type="submit">Email me a link</button>
      <button type="button" onClick={press}>
        Sign in with a passkey
      </button>
      <p role="status">{status}</p>
    </form>
  );
}
