import { cookies } from 'next/headers';

export async function GET() {
  const session = (await cookies()).get('session');
  return Response.json({ session: session?.value ?? null });
}
