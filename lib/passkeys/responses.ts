import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);

/** As browsers write bytes, and no other way: without padding, and the bits that fill up the last character are zeros. */
const bytes = (longest: number) =>
  base64url(longest).refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text);

/**
 * Which challenge is being answered, and the answer: that is read only when the challenge has been taken, so that an odd
 * one is refused like a wrong one.
 */
export const ceremonyAnswer = z.object({ challenge: base64url(64), response: z.unknown() });

/** 1023 bytes at most (WebAuthn L3, 7.1 step 25), in base64url. */
export const credentialId = base64url(1364);
const attachment = z.enum(['platform', 'cross-platform']).optional().catch(undefined);
const common = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
  authenticatorAttachment: attachment,
};
/** Unknown ones are kept: browsers may know more of them (WebAuthn L3, 5.8.4). */
const transports = z
  .array(z.string().regex(/^[\w-]{1,32}$/))
  .max(10)
  .optional();

/** What browsers send when a ceremony ends, as far as it is used; anything else is dropped, anything odd refused. */
export const registrationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(60_000),
    transports: transports as z.ZodType<RegistrationResponseJSON['response']['transports']>,
  }),
}) satisfies z.ZodType<RegistrationResponseJSON>;

export const authenticationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(4_000),
    signature: bytes(4_000),
    userHandle: bytes(86).optional(),
  }),
}) satisfies z.ZodType<AuthenticationResponseJSON>;

/** What a person wants to create a passkey with; by the names of WebAuthn's hints (WebAuthn L3, 5.8.8). */
export const authenticatorKind = z.enum(['client-device', 'hybrid', 'security-key']);

export type AuthenticatorKind = z.output<typeof authenticatorKind>;
export type CeremonyAnswer = z.output<typeof ceremonyAnswer>;
