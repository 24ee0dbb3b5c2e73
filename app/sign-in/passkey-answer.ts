import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';

/** A browser's answer as it is sent. Written here, since what takes a browser's place does not always know `toJSON`. */
export function passkeyAnswer(credential: Credential): AuthenticationResponseJSON {
  const answer = credential as PublicKeyCredential;
  const { clientDataJSON, authenticatorData, signature, userHandle } =
    answer.response as AuthenticatorAssertionResponse;
  return {
    id: answer.id,
    rawId: base64url(answer.rawId),
    type: 'public-key',
    response: {
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      userHandle: userHandle ? base64url(userHandle) : undefined,
    },
    clientExtensionResults: answer.getClientExtensionResults(),
    authenticatorAttachment: (answer.authenticatorAttachment ?? undefined) as Attachment,
  };
}

function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

type Attachment = AuthenticationResponseJSON['authenticatorAttachment'];
