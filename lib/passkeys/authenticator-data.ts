import 'server-only';

/** Whether the extensions in authenticator data are a CBOR map, if there are any (WebAuthn L3, 6.1). The library takes more. */
export function areExtensions(bytes: Uint8Array | undefined): boolean {
  return bytes === undefined || (bytes[0] ?? 0) >> 5 === MAP;
}

/** RFC 8949, 3.1. */
const MAP = 5;
