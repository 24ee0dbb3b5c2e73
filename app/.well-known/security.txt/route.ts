import { connection } from 'next/server';
import { env } from '@/lib/env';
import { policy } from '@/lib/policy';

/** Where to report a vulnerability (RFC 9116); 404 where SECURITY_CONTACT is not set. */
export async function GET(): Promise<Response> {
  await connection();
  const { securityContact, origin } = env();
  if (!securityContact) return new Response(null, { status: 404 });
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${new Date(Date.now() + policy.securityTxt * 1000).toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${origin}/.well-known/security.txt`,
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
