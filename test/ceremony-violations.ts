import type { AuthenticationDeviations, RegistrationDeviations } from './software-authenticator';

/**
 * What client data and authenticator data may violate in either ceremony (WebAuthn L3, 7.1 steps 5 to 17, 7.2 steps 8 to
 * 18), by row of docs/security.md: each is right but for this. `origin` is where the application is at home.
 */
export function ceremonyViolations(origin: string, type: 'webauthn.create' | 'webauthn.get') {
  const { protocol, host, hostname, port } = new URL(origin);
  const otherType = type === 'webauthn.get' ? 'webauthn.create' : 'webauthn.get';
  return {
    WA2: [
      ['client data that is no JSON', bytes(() => Buffer.alloc(3))],
      ['client data that is cut off', bytes((data) => data.subarray(0, -1))],
      ['client data that goes on', bytes((data) => Buffer.concat([data, data]))],
      ['client data in UTF-16', bytes((data) => Buffer.from(data.toString(), 'utf16le'))],
      ['client data in no encoding', bytes((data) => Buffer.concat([Buffer.from([0xff]), data]))],
      ['client data behind two byte order marks', bytes((data) => Buffer.from(`\ufeff\ufeff${data}`))],
      ['client data of null', bytes(() => Buffer.from('null'))],
      ['client data of a number', bytes(() => Buffer.from('1'))],
      ['client data of a text', bytes((data) => Buffer.from(JSON.stringify(data.toString())))],
      ['client data of a list', bytes((data) => Buffer.from(`[${data}]`))],
      ['client data in lists without end', bytes(() => Buffer.alloc(2_900, '['))],
      ['client data in another alphabet', { response: { clientDataJSON: 'e30=' } }, 'malformed'],
      ['client data with a bit too many', { response: { clientDataJSON: 'e31' } }, 'malformed'],
      ['client data beyond all measure', client({ member: 'x'.repeat(4_000) }), 'malformed'],
      ['no client data', { response: { clientDataJSON: '' } }, 'malformed'],
    ],
    WA3: [
      ['the type of the other ceremony', client({ type: otherType })],
      ['the type of the other ceremony, said last', bytes((data) => said(data, 'type', otherType))],
      ['no type', client({ type: undefined })],
      ['an empty type', client({ type: '' })],
      ['the type null', client({ type: null })],
      ['a list of types', client({ type: [type] })],
      ['the type in capitals', client({ type: type.toUpperCase() })],
      ['the type of a payment', client({ type: 'payment.get' })],
      ['a type that goes on', client({ type: `${type}d` })],
    ],
    WA4: [
      ['another challenge', client({ challenge: Buffer.alloc(32, 7).toString('base64url') })],
      ['another challenge, said last', bytes((data) => said(data, 'challenge', 'AAAA'))],
      ['an empty challenge', client({ challenge: '' })],
      ['no challenge', client({ challenge: undefined })],
      ['the challenge null', client({ challenge: null })],
      ['a list with the challenge', challenge((text) => [text])],
      ['the challenge with padding', challenge((text) => `${text}=`)],
      ['the challenge cut off', challenge((text) => text.slice(0, -1))],
      ['the challenge in small letters', challenge((text) => text.toLowerCase())],
      ['the challenge, wrapped once more', challenge((text) => Buffer.from(text).toString('base64url'))],
    ],
    WA9: [
      ['another scheme', client({ origin: `${protocol === 'https:' ? 'http' : 'https'}://${host}` })],
      ['another port', client({ origin: `${protocol}//${hostname}:${Number(port || 443) + 1}` })],
      ['no port', client({ origin: `${protocol}//${hostname}` })],
      ['a subdomain', client({ origin: `${protocol}//sub.${host}` })],
      ['a longer host', client({ origin: `${origin}.example.com` })],
      ['a host behind ours', client({ origin: `${protocol}//${host}@example.com` })],
      ['a host that ends in ours', client({ origin: `${protocol}//example${host}` })],
      ['another name of this machine', client({ origin: `${protocol}//127.0.0.1:${port}` })],
      ['the host alone', client({ origin: host })],
      ['an origin in capitals', client({ origin: origin.toUpperCase() })],
      ['an origin with a dot', client({ origin: `${protocol}//${hostname}.:${port}` })],
      ['an origin with a slash', client({ origin: `${origin}/` })],
      ['an origin with a path', client({ origin: `${origin}/sign-in` })],
      ['an origin with a space', client({ origin: ` ${origin}` })],
      ['the origin of an app', client({ origin: 'android:apk-key-hash:AAAA' })],
      ['an opaque origin', client({ origin: 'null' })],
      ['the origin null', client({ origin: null })],
      ['no origin', client({ origin: undefined })],
      ['an empty origin', client({ origin: '' })],
      ['a list of origins', client({ origin: [origin] })],
    ],
    crossOrigin: foreignFrame([
      ['a frame in another site', client({ crossOrigin: true })],
      ['a frame, told as a text', client({ crossOrigin: 'true' })],
      ['no frame, told as a text', client({ crossOrigin: 'false' })],
      ['no frame, told as null', client({ crossOrigin: null })],
      ['no frame, told as a number', client({ crossOrigin: 0 })],
      [
        'a frame in another site that is named',
        client({ crossOrigin: true, topOrigin: 'https://example.com' }),
      ],
    ]),
    topOrigin: foreignFrame([
      ['a page of another site above', client({ topOrigin: 'https://example.com' })],
      ['a page of our own site above', client({ topOrigin: origin })],
      ['an opaque page above', client({ topOrigin: 'null' })],
      ['a page above that is null', client({ topOrigin: null })],
      ['a page above without a name', client({ topOrigin: '' })],
    ]),
    WA14: [
      ['another RP ID', { rpId: 'example.com' }],
      ['a subdomain as RP ID', { rpId: `sub.${hostname}` }],
      ['the end of our host as RP ID', { rpId: hostname.slice(1) }],
      ['an origin as RP ID', { rpId: origin }],
      ['host and port as RP ID', { rpId: host }],
      ['the RP ID in capitals', { rpId: hostname.toUpperCase() }],
      ['an empty RP ID', { rpId: '' }],
      [
        'no hash of an RP ID',
        { authenticatorData: (data) => Buffer.concat([Buffer.alloc(32), data.subarray(32)]) },
      ],
    ],
    WA15: [
      ['nobody present', { flags: { UP: false } }],
      ['nobody present, and nobody verified', { flags: { UP: false, UV: false } }],
    ],
    WA16: [['nobody verified', { flags: { UV: false } }]],
    WA17: [['a backup of what cannot be backed up', { flags: { BE: false, BS: true } }]],
  } satisfies Violations<CommonDeviations>;
}

/** Of the client data. */
function client(clientData: Record<string, unknown>) {
  return { clientData };
}

function bytes(clientDataBytes: (data: Buffer) => Buffer) {
  return { clientDataBytes };
}

function challenge(change: (text: string) => unknown) {
  return bytes((data) => {
    const clientData = JSON.parse(data.toString());
    return Buffer.from(JSON.stringify({ ...clientData, challenge: change(clientData.challenge) }));
  });
}

/** Says a member a second time, after all others: the last one counts. */
function said(data: Buffer, member: string, value: string): Buffer {
  return Buffer.from(`${data.toString().slice(0, -1)},${JSON.stringify(member)}:${JSON.stringify(value)}}`);
}

function foreignFrame(violations: Violation<CommonDeviations>[]): Violation<CommonDeviations>[] {
  return violations.map(([name, deviations]) => [name, deviations, 'foreign_frame']);
}

type CommonDeviations = Pick<
  RegistrationDeviations & AuthenticationDeviations,
  'clientData' | 'clientDataBytes' | 'rpId' | 'flags' | 'authenticatorData'
> & { response?: { clientDataJSON: string } };

/** What it is, what to do for it, and which check the log names; the library's own unless it is said. */
/** What is no answer of either ceremony (7.1 and 7.2, step 3), by what is wrong with it. */
export const shapelessAnswers: Record<string, (answer: Answer) => unknown> = {
  'nothing at all': () => null,
  'a list': (answer) => [answer],
  'a text': (answer) => JSON.stringify(answer),
  'an answer without its response': ({ response: _, ...answer }) => answer,
  'an answer with the response null': (answer) => ({ ...answer, response: null }),
  'an answer with a list of responses': (answer) => ({ ...answer, response: [answer.response] }),
  'an answer without client data': response({ clientDataJSON: undefined }),
  'an answer with client data as JSON': response({ clientDataJSON: {} }),
  'an answer without an ID': ({ id: _, ...answer }) => answer,
  'an answer without a raw ID': ({ rawId: _, ...answer }) => answer,
  'an answer with a list of IDs': (answer) => ({ ...answer, id: [answer.id] }),
  'an answer without a type': ({ type: _, ...answer }) => answer,
  'an answer of another type': (answer) => ({ ...answer, type: 'password' }),
  'an answer with extensions that are null': (answer) => ({ ...answer, clientExtensionResults: null }),
};

/** Violations that are found before anything is verified. */
export function malformed<A>(changes: Record<string, (answer: A) => unknown>) {
  return Object.entries(changes).map(
    ([name, finished]): Violation<{ finished(answer: A): unknown }> => [name, { finished }, 'malformed'],
  );
}

/** Replaces members of the response. */
export function response(members: Record<string, unknown>) {
  return <A extends { response: object }>(answer: A) => ({
    ...answer,
    response: { ...answer.response, ...members },
  });
}

type Answer = { id: string; rawId: string; type: string; response: object; clientExtensionResults: object };

export type Violation<D> = [name: string, deviations: D, reason?: string];
export type Violations<D> = Record<string, Violation<D>[]>;
