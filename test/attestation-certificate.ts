import { generateKeyPairSync, sign } from 'node:crypto';

/**
 * An attestation key with its certificate (WebAuthn L3, 8.2.1), signed by itself: version 3, a subject of the Authenticator
 * Attestation unit, not a certificate authority.
 */
export function createAttestationCertificate() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(
    attribute('550406', 'AA'),
    attribute('55040a', 'Latchkey'),
    attribute('55040b', 'Authenticator Attestation'),
    attribute('550403', 'Authenticator of the tests'),
  );
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time('20200101000000Z'), time('30000101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(objectId('551d13'), der(0x04, sequence())))),
  );
  const signed = (data: Buffer) => sign('sha256', data, privateKey);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), signed(toBeSigned)]));
  return { certificate: sequence(toBeSigned, ECDSA_WITH_SHA256, signature), sign: signed };
}

/** ITU-T X.690, DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

function attribute(type: string, text: string): Buffer {
  return der(0x31, sequence(objectId(type), der(type === '550406' ? 0x13 : 0x0c, Buffer.from(text))));
}

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
