import { seal } from '@/lib/sealing';
import { TEST_ENVIRONMENT } from './environment';

/** The value of a cookie as the application under test seals it. */
export function sealed(cookie: string, claims: object, options: Partial<Parameters<typeof seal>[1]> = {}) {
  return seal(claims, { secret: TEST_ENVIRONMENT.AUTH_SECRET, purpose: cookie, seconds: 86_400, ...options });
}
