import { createHash, randomBytes } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { type CborValue, encodeCbor } from './cbor';
import { type Algorithm, type CoseKey, generateCoseKey } from './cose-key';

/**
 * A browser and an authenticator in one, holding one discoverable credential with a real key. Its answers are right in
 * every respect; deviations spoil them one by one, and what is spoiled before signing is signed.
 */
export function createAuthenticator({ algorithm = 'ES256', synced = true, origin = HOME }: Make = {}) {
  const key = generateCoseKey(algorithm);
  const credentialId = randomBytes(32);
  let userHandle: string | undefined;

  function authenticatorData(rpId: string, attested: Uint8Array[], deviations: Deviations): Buffer {
    const set = { UP: true, UV: true, BE: synced, BS: synced, AT: attested.length > 0, ...deviations.flags };
    const flags = Object.entries(FLAGS).reduce(
      (bits, [name, bit]) => bits | (set[name as Flag] ? bit : 0),
      0,
    );
    const flagsAndCount = Buffer.alloc(5);
    flagsAndCount.writeUInt8(flags);
    flagsAndCount.writeUInt32BE(deviations.signCount ?? 0, 1);
    const bytes = Buffer.concat([sha256(deviations.rpId ?? rpId), flagsAndCount, ...attested]);
    return deviations.authenticatorData?.(bytes) ?? bytes;
  }

  return {
    /** In base64url. */
    credentialId: credentialId.toString('base64url'),

    /** The answer to `navigator.credentials.create`. */
    register(options: PublicKeyCredentialCreationOptionsJSON, deviations: RegistrationDeviations = {}) {
      userHandle = options.user.id;
      const clientData = collectClientData('webauthn.create', options.challenge, origin, deviations);
      const attestedId = deviations.credentialId ?? credentialId;
      const publicKey = deviations.publicKey?.(key.publicKey) ?? key.publicKey;
      const attested = [Buffer.alloc(16), uint16(attestedId.length), attestedId, encodeCbor(publicKey)];
      const authData = authenticatorData(options.rp.id ?? '', attested, deviations);
      const signed = Buffer.concat([authData, sha256(clientData)]);
      const { fmt, attStmt } = deviations.attest?.(key.sign(signed), signed) ?? NONE;
      const attestation = new Map<string, CborValue>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', authData],
      ]);
      const id = Buffer.from(attestedId).toString('base64url');
      const answer = {
        id,
        rawId: id,
        type: 'public-key' as const,
        clientExtensionResults: {},
        ...deviations.answer,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: encodeCbor(attestation).toString('base64url'),
          transports: ['internal', 'hybrid'],
          ...deviations.response,
        },
      } satisfies RegistrationResponseJSON;
      return (deviations.finished ? deviations.finished(answer) : answer) as RegistrationResponseJSON;
    },

    /** The answer to `navigator.credentials.get`. */
    authenticate(options: PublicKeyCredentialRequestOptionsJSON, deviations: AuthenticationDeviations = {}) {
      const clientData = collectClientData('webauthn.get', options.challenge, origin, deviations);
      const authData = authenticatorData(options.rpId ?? '', [], deviations);
      const signature = key.sign(Buffer.concat([authData, sha256(clientData)]));
      const id = credentialId.toString('base64url');
      const answer = {
        id,
        rawId: id,
        type: 'public-key' as const,
        clientExtensionResults: {},
        ...deviations.answer,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: (deviations.signature?.(signature) ?? signature).toString('base64url'),
          userHandle,
          ...deviations.response,
        },
      } satisfies AuthenticationResponseJSON;
      return (deviations.finished ? deviations.finished(answer) : answer) as AuthenticationResponseJSON;
    },
  };
}

function collectClientData(
  type: string,
  challenge: string,
  origin: string,
  { clientData, clientDataBytes }: Deviations,
): Buffer {
  const bytes = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...clientData }));
  return clientDataBytes?.(bytes) ?? bytes;
}

function sha256(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** WebAuthn L3, section 8.7. */
const NONE = { fmt: 'none', attStmt: new Map() };

/** WebAuthn L3, section 6.1. */
const FLAGS = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 };

type Flag = keyof typeof FLAGS;

/** Where the application under test is at home, unless told otherwise: see test/setup.ts. */
const HOME = 'http://localhost:3000';

interface Make {
  algorithm?: Algorithm;
  /** Whether the credential is copied to other devices: backup eligible, and backed up. */
  synced?: boolean;
  /** Of the page that the browser shows. */
  origin?: string;
}

interface Deviations {
  /** Members of the client data to replace; `undefined` leaves one out. */
  clientData?: Record<string, unknown>;
  /** Changes the finished client data. */
  clientDataBytes?(bytes: Buffer): Buffer;
  /** The RP ID that the authenticator data is for. */
  rpId?: string;
  flags?: Partial<Record<Flag, boolean>>;
  /** Zero unless it is given. */
  signCount?: number;
  /** Changes the finished authenticator data. */
  authenticatorData?(bytes: Buffer): Buffer;
  /** What the answer claims. */
  answer?: { id?: string; rawId?: string };
}

export interface RegistrationDeviations extends Deviations {
  /** The credential ID to attest. */
  credentialId?: Uint8Array;
  /** Changes the public key to attest. */
  publicKey?(key: CoseKey): CoseKey;
  /** Another attestation than none; gets the signature that goes into a self attestation, and what it signs. */
  attest?(selfSignature: Buffer, signed: Buffer): { fmt: CborValue; attStmt: CborValue };
  response?: Partial<RegistrationResponseJSON['response']>;
  /** Changes the finished answer into anything. */
  finished?(answer: RegistrationResponseJSON): unknown;
}

export interface AuthenticationDeviations extends Deviations {
  /** Changes the finished signature. */
  signature?(signature: Buffer): Buffer;
  response?: Partial<AuthenticationResponseJSON['response']>;
  /** Changes the finished answer into anything. */
  finished?(answer: AuthenticationResponseJSON): unknown;
}
