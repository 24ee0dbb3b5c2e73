'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { client } from '../../lib/client';

export function SignInForm() {
  const [status, setStatus] = useState('');

  useEffect(() => {
    void signIn(true);
  }, []);

  async function press() {
    if (!(await signIn(false))) setStatus('That did not work.');
  }

  async function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    const { error } = await client.signIn.magicLink({ email, callbackURL: '/account' });
    setStatus(error ? 'That did not work.' : 'Check your email.');
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

async function signIn(autoFill: boolean): Promise<boolean> {
  const { error } = await client.signIn.passkey({ autoFill });
  if (!error) location.href = '/account';
  return !error;
}
