import { redirect } from 'next/navigation';
import { auth } from '../../lib/auth';

export default async function Account() {
  const session = await auth();
  if (!session?.user) redirect('/sign-in');
  return (
    <main>
      <h1>Your account</h1>
      <p>{session.user.email}</p>
    </main>
  );
}
