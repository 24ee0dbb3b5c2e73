import { disable, insertAccount, newSession } from '../e2e/accounts';
import { optionsOf, resultOf } from '../e2e/http-visitor';
import { somebody } from '../e2e/steps';
import { untouched } from '../lib/form-state';
import { createAuthenticator } from '../test/software-authenticator';
import type { Asking } from './askings';
import { type Request, send } from './clock';
import type { Requests } from './requests';

/** An answer whose signature is wrong, of a passkey that is nobody's, somebody's, and a disabled account's. */
export async function openPasskeyAsking(requests: Requests): Promise<Asking> {
  const { origin, call, get } = requests;
  const clientData = { origin };
  const [nobodys, somebodys, disabled] = [
    await createPasskey(requests),
    await createPasskey(requests),
    await createPasskey(requests),
  ];
  await disable(disabled.owner);

  const answerOf =
    ({ authenticator }: Passkey, id?: string) =>
    async (): Promise<Request> => {
      const begun = await send(get('/sign-in/passkey-options'));
      const options = optionsOf(begun);
      const answer = id ? { id, rawId: id } : {};
      const response = authenticator.authenticate(options, { clientData, answer, signature: flipped });
      const values = [{ challenge: options.challenge, response, to: null }];
      return call('/sign-in', 'finishPasskeySignIn', values, begun.cookie);
    };
  return {
    name: 'Sign in with a passkey, refused',
    kinds: {
      nobody: answerOf(nobodys, 'A'.repeat(43)),
      somebody: answerOf(somebodys),
      'somebody, of whom only the ID is known': answerOf(nobodys, somebodys.authenticator.credentialId),
      disabled: answerOf(disabled),
    },
    follow: () => get('/sign-in'),
  };
}

async function createPasskey({ origin, call, submit }: Requests) {
  const owner = somebody();
  await insertAccount(owner);
  const { name, value } = await newSession(owner, 'Chrome on Linux');
  const cookie = `${name}=${value}`;
  const fields = { 0: JSON.stringify([untouched, '$K1']) };
  const begun = await send(submit('/account/passkeys', 'beginPasskey', fields, cookie));
  const options = resultOf(begun).done.value;
  const authenticator = createAuthenticator();
  const response = authenticator.register(options, { clientData: { origin } });
  const values = [{ challenge: options.challenge, response, to: '/account/passkeys' }];
  const path = '/account/passkeys';
  await send(call(path, 'finishPasskey', values, `${cookie}; ${begun.cookie}`));
  return { owner, authenticator };
}

function flipped(signature: Buffer): Buffer {
  signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  return signature;
}

type Passkey = Awaited<ReturnType<typeof createPasskey>>;
