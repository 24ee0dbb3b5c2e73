import 'server-only';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';

/**
 * Whether the ceremony ran inside a frame of another site. Our pages refuse to be framed, so no honest answer says so
 * (WebAuthn L3, 7.1 steps 10 and 11, 7.2 steps 13 and 14); the library leaves part of these steps to its callers.
 */
export function ranInForeignFrame(clientDataJSON: string): boolean {
  const { crossOrigin, topOrigin } = decodeClientDataJSON(clientDataJSON) as {
    crossOrigin?: unknown;
    topOrigin?: unknown;
  };
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined;
}
