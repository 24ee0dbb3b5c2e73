import { connection } from 'next/server';
import { env } from '@/lib/env';

/** Tells passkey managers where to create and manage passkeys (W3C, A Well-Known URL for Relying Party Passkey Endpoints). */
export async function GET(): Promise<Response> {
  await connection();
  const passkeys = `${env().origin}/account/passkeys`;
  return Response.json({ enroll: passkeys, manage: passkeys });
}
