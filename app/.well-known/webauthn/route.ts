import { connection } from 'next/server';
import { env } from '@/lib/env';

/**
 * The other origins that may use this RP ID's passkeys (WebAuthn L3, 5.11.1); 404 where there are none. Browsers ask the
 * RP ID's own host for it.
 */
export async function GET(): Promise<Response> {
  await connection();
  const { relatedOrigins } = env();
  if (relatedOrigins.length === 0) return new Response(null, { status: 404 });
  return Response.json({ origins: relatedOrigins });
}
