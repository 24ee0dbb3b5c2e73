'use client';

import { type FormEvent, useState } from 'react';

/** One input and one form: the least that a sign-in page can be. */
export function SignInForm() {
  const [status, setStatus] = useState('');

  async function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = new FormData(event.currentTarget).get('email');
    const answer = await fetch('/api/echo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    });
    setStatus(answer.ok ? 'Check your email.' : 'That did not work.');
  }

  return (
    <form onSubmit={ask}>
      <label htmlFor="email">Email</label>
      <input id="email" name="email" type="email" autoComplete="username webauthn" required />
      <button type="submit">Email me a link</button>
      <p role="status">{status}</p>
    </form>
  );
}
