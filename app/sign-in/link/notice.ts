import type { FailureCode } from '@/lib/errors';

/** Refusals that no second try of the same mail can mend: they are said where another can be asked for. */
export const finalRefusals: readonly FailureCode[] = [
  'link_wrong',
  'link_expired',
  'link_used',
  'tries_spent',
  'ask_again',
  'proof_lost',
];

/** A page that says why on arrival (lib/notices.ts), and lets the person try again. */
export function withNotice(page: '/sign-in' | '/account/profile', code: FailureCode): string {
  return `${page}?notice=${code.replaceAll('_', '-')}`;
}
