import { headers } from 'next/headers';
import { nonceOf } from '@/lib/content-security-policy';

/** The nonce that the policy of the page being made has, for what the framework does not give one by itself. */
export async function pageNonce(): Promise<string | undefined> {
  return nonceOf((await headers()).get('content-security-policy'));
}
