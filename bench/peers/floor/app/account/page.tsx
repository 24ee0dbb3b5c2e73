import { cookies } from 'next/headers';

export default async function Account() {
  const session = (await cookies()).get('session');
  return (
    <main>
      <h1>Your account</h1>
      <p>{session?.value ?? 'nobody'}</p>
    </main>
  );
}
