import 'server-only';
import { env } from '@/lib/env';
import { policy } from '@/lib/policy';

/** Who asks for passkeys: WebAuthn's Relying Party, from configuration alone, never from a request. */
export function relyingParty(): { id: string; name: string; origin: string } {
  const { rpId, appName, origin } = env();
  return { id: rpId, name: appName, origin };
}

/** EdDSA, ES256, RS256, as COSE numbers. Written out, since the library's list depends on the runtime. */
export const algorithms = [-8, -7, -257];

/** Milliseconds a ceremony may take: as long as its challenge lives. */
export const ceremonyTimeout = policy.challenge.lifetime * 1000;
