import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** What browsers send when a ceremony ends, as far as it is used; anything else is dropped, anything odd refused. */
const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);

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

const registrationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(60_000),
    transports: transports as z.ZodType<RegistrationResponseJSON['response']['transports']>,
  }),
}) satisfies z.ZodType<RegistrationResponseJSON>;

const authenticationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(86).optional(),
  }),
}) satisfies z.ZodType<AuthenticationResponseJSON>;

/** What a person wants to create a passkey with; by the names of WebAuthn's hints (WebAuthn L3, 5.8.8). */
export const authenticatorKind = z.enum(['client-device', 'hybrid', 'security-key']);

/** Which challenge is being answered, and the answer. */
export const registrationAnswer = z.object({ challenge: base64url(64), response: registrationResponse });
export const authenticationAnswer = z.object({ challenge: base64url(64), response: authenticationResponse });

export type AuthenticatorKind = z.output<typeof authenticatorKind>;
export type RegistrationAnswer = z.output<typeof registrationAnswer>;
export type AuthenticationAnswer = z.output<typeof authenticationAnswer>;
