import { SignInForm } from './form';

export default function SignIn() {
  return (
    <main>
      <h1>Sign in</h1>
      <SignInForm />
    </main>
  );
}
