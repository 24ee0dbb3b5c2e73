/** Encodes what WebAuthn needs of CBOR (RFC 8949), in its shortest form. Maps keep the order of their entries. */
export function encodeCbor(value: CborValue): Buffer {
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)]);
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(encodeCbor)]);
}

/** The first bytes of an item: its major type, and its value, length or number of entries. */
function head(majorType: number, argument: number): Buffer {
  const type = majorType << 5;
  if (argument < 24) return Buffer.from([type | argument]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(argument, 1);
  const size = argument < 0x100 ? 1 : argument < 0x10000 ? 2 : 4;
  const additional = { 1: 24, 2: 25, 4: 26 }[size];
  return Buffer.concat([Buffer.from([type | additional]), head.subarray(5 - size)]);
}

export type CborValue = null | number | string | Uint8Array | CborValue[] | Map<number | string, CborValue>;
