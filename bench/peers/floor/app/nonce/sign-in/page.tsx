import { connection } from 'next/server';
import SignIn from '../../sign-in/page';

/** The same page, rendered for every request, as a nonce has it. */
export default async function SignInWithNonce() {
  await connection();
  return <SignIn />;
}
