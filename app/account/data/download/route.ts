import { redirect } from 'next/navigation';
import { exportAccount } from '@/lib/accounts/export';
import { currentSession } from '@/lib/current-session';
import { asAuthFailure } from '@/lib/errors';
import { log } from '@/lib/log';
import { refusalFields } from '@/lib/log-outcome';
import { translator } from '@/lib/messages/translate';

/**
 * The account as a JSON file, in English: programs read it. Signed out, to sign in and back to the page; 503 while the
 * database does not answer.
 */
export async function GET(): Promise<Response> {
  const answer = await download().catch(unavailable);
  return answer ?? redirect('/sign-in?to=/account/data');
}

/** Null where nobody is signed in. */
async function download(): Promise<Response | null> {
  const current = await currentSession();
  if (!current.session) return null;
  const file = `account-${current.user.username}.json`;
  return json(await exportAccount(current), {
    status: 200,
    headers: { 'Content-Disposition': `attachment; filename="${file}"` },
  });
}

function unavailable(error: unknown): Response | null {
  const failure = asAuthFailure(error);
  if (!failure) throw error;
  if (failure.code === 'not_signed_in') return null;
  log('error', 'download.unavailable', refusalFields(failure));
  const { code, status, headers } = failure;
  return json({ error: code, message: translator('en')(`refusals.${code}`) }, { status, headers });
}

function json(value: unknown, { status, headers }: { status: number; headers?: Record<string, string> }) {
  return new Response(`${JSON.stringify(value, null, 2)}\n`, {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  });
}
