import type { FailureCode } from '@/lib/errors';

/** Back to sign in, which says why and lets the person try again. */
export function signInWithNotice(code: FailureCode): string {
  return `/sign-in?notice=${code.replaceAll('_', '-')}`;
}
