import fc from 'fast-check';
import { expect, test } from 'vitest';
import en from '@/lib/messages/en.json';
import { isMessageKey, translator } from '@/lib/messages/translate';
import { type Ceremony, coach, type Situation } from './ceremony-coach';
import { patience } from './observe-ceremony';

const t = translator('en');
const ceremonies: Ceremony[] = ['signIn', 'creation', 'stepUp'];
const usual = { page: 'able', phone: false, tries: 0, asked: null, seconds: 4 } as const;

/** What the words of each ceremony are sent with; the server sends its refusals in words. */
const sent: Record<Ceremony, RegExp> = {
  signIn: /^(coach|passkeySignIn|refusals)\./,
  creation: /^(coach|passkeyCreation|refusals)\./,
  stepUp: /^(coach|stepUp|refusals)\./,
};

const situations: Record<string, Partial<Situation> & { cause: string }> = {
  'waiting, not for long': { cause: 'waiting', seconds: patience.explain },
  'waiting for a minute': { cause: 'waiting', seconds: patience.wayOut },
  'another ceremony took its place': { cause: 'replaced' },
  'stopped after a minute': { cause: 'stopped', seconds: 70 },
  'stopped, and a phone could be asked': { cause: 'stopped', seconds: 70, phone: true },
  cancelled: { cause: 'NotAllowedError' },
  'cancelled, as Firefox says it': { cause: 'AbortError' },
  'cancelled again': { cause: 'NotAllowedError', tries: 1 },
  'cancelled again, and a phone could be asked': { cause: 'NotAllowedError', tries: 1, phone: true },
  'cancelled for the third time': { cause: 'NotAllowedError', tries: 2, phone: true },
  'a phone was asked': { cause: 'NotAllowedError', asked: 'hybrid', seconds: 40 },
  'a phone was asked again': { cause: 'NotAllowedError', asked: 'hybrid', tries: 2 },
  'a security key was asked, perhaps without a PIN': { cause: 'NotAllowedError', asked: 'security-key' },
  'time ran out after two minutes': { cause: 'NotAllowedError', seconds: 119.8 },
  'time ran out after five minutes': { cause: 'NotAllowedError', seconds: 300 },
  'no screen lock, no PIN': { cause: 'ConstraintError' },
  'no screen lock, as Chrome on Android says it': { cause: 'NotSupportedError' },
  'no screen lock again, and a phone could be asked': { cause: 'NotSupportedError', tries: 1, phone: true },
  'there is a passkey already': { cause: 'InvalidStateError' },
  'the browser is still busy': { cause: 'OperationError' },
  'the browser is busy again': { cause: 'OperationError', tries: 1 },
  'the authenticator failed': { cause: 'UnknownError' },
  'the authenticator failed again': { cause: 'UnknownError', tries: 1 },
  'the credential manager failed': { cause: 'NotReadableError' },
  'the data was wrong': { cause: 'DataError' },
  'the address is not that of the passkeys': { cause: 'SecurityError' },
  'nothing tried, all is well': { cause: 'nothing' },
  'nothing tried, insecure page': { cause: 'nothing', page: 'insecure' },
  'insecure page': { cause: 'Error', page: 'insecure' },
  'nothing tried, no WebAuthn': { cause: 'nothing', page: 'without' },
  'no WebAuthn': { cause: 'Error', page: 'without' },
  'nothing tried, framed page': { cause: 'nothing', page: 'framed' },
  'framed page': { cause: 'NotAllowedError', page: 'framed' },
  'server: this passkey is refused': { cause: 'passkey_refused' },
  'server: and another one too': { cause: 'passkey_refused', tries: 1 },
  'server: refused, nobody’s, browser told': { cause: 'passkey_forgotten' },
  'server: refused, nobody’s, browser cannot be told': { cause: 'passkey_unknown' },
  'server: not created': { cause: 'passkey_not_created' },
  'server: registered already': { cause: 'passkey_already_registered' },
  'server: ten passkeys': { cause: 'passkey_limit' },
  'server: challenge gone': { cause: 'challenge_gone' },
  'server: too many challenges': { cause: 'too_many_challenges' },
  'server: signed out meanwhile': { cause: 'not_signed_in' },
  'server: from another site': { cause: 'foreign_request' },
  'server: not answering, or connection lost': { cause: 'unavailable' },
  'server: too much to do': { cause: 'busy' },
};

test('in every situation there is one sentence and one next step, and this is what they are', async () => {
  const table = ceremonies.flatMap((ceremony) => [
    `# ${ceremony}`,
    ...Object.entries(situations)
      .map(([name, what]) => ({ name, situation: { ...usual, ceremony, ...what } }))
      .filter(({ situation }) => happens(situation))
      .map(({ name, situation }) => `${name} → ${said(situation)}`),
    '',
  ]);
  await expect(table.join('\n')).toMatchFileSnapshot('ceremony-coach.table.txt');
});

test('whatever becomes of a ceremony, there is a sentence and a way on', () => {
  fc.assert(
    fc.property(ended, (situation) => {
      const advice = coach(situation);
      expect(advice?.next).toBeTruthy();
      expect(isMessageKey(advice?.sentence ?? '')).toBe(true);
      expect(advice?.sentence).toMatch(sent[situation.ceremony]);
    }),
    { numRuns: 2_000 },
  );
});

test('no sentence holds the name of an error or a code', () => {
  fc.assert(
    fc.property(ended, (situation) => {
      const advice = coach(situation);
      expect(advice && t(advice.sentence)).not.toMatch(/[a-z]Error\b|Exception|_|WebAuthn|undefined/);
    }),
    { numRuns: 2_000 },
  );
});

test('the step can be taken where it is offered', () => {
  fc.assert(
    fc.property(ended, (situation) => {
      const next = coach(situation)?.next;
      if (next === 'mail') expect(situation.ceremony).toBe('signIn');
      if (next === 'without') expect(situation.ceremony).toBe('creation');
      if (next === 'recover') expect(situation.ceremony).toBe('stepUp');
      if (next === 'phone') expect(situation.phone).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('nobody is sent round in circles: what failed three times leads elsewhere, as far as the device is to blame', () => {
  fc.assert(
    fc.property(ended, (situation) => {
      const byDevice = /Error$/.test(situation.cause) && situation.seconds < 100;
      if (byDevice) expect(coach({ ...situation, tries: 3 })?.next).not.toBe('again');
    }),
    { numRuns: 2_000 },
  );
});

test('whoever is asked nothing, and whose ceremony another replaced, is told nothing', () => {
  for (const ceremony of ceremonies) {
    expect(coach({ ...usual, ceremony, cause: 'replaced', tries: 2 })).toBeNull();
    expect(coach({ ...usual, ceremony, cause: 'nothing' })).toBeNull();
  }
});

const errors = [
  ...[
    'NotAllowedError',
    'AbortError',
    'TimeoutError',
    'SecurityError',
    'NotSupportedError',
    'ConstraintError',
  ],
  ...[
    'InvalidStateError',
    'OperationError',
    'UnknownError',
    'NotReadableError',
    'DataError',
    'EncodingError',
  ],
  ...['TypeError', 'Error', 'ReferenceError'],
];
const ended: fc.Arbitrary<Situation> = fc
  .record({
    ceremony: fc.constantFrom(...ceremonies),
    cause: fc.constantFrom(...errors, ...Object.keys(en.refusals), 'stopped', ''),
    seconds: fc.double({ min: 0, max: 700, noNaN: true }),
    page: fc.constantFrom('able', 'framed', 'insecure', 'without'),
    phone: fc.boolean(),
    tries: fc.nat(6),
    asked: fc.constantFrom('client-device', 'hybrid', 'security-key', null),
  })
  .filter(happens);

/** Some things happen in some ceremonies alone. */
function happens({ ceremony, cause, asked }: Situation): boolean {
  if (asked === 'client-device' || asked === 'security-key') return ceremony === 'creation';
  if (/registered|created|limit/.test(cause)) return ceremony === 'creation';
  if (cause === 'passkey_refused') return ceremony !== 'creation';
  if (/forgotten|unknown$/.test(cause)) return ceremony === 'signIn';
  // Signing in, the way out is another way in.
  if (cause === 'stopped') return ceremony !== 'signIn';
  return cause !== 'not_signed_in' || ceremony !== 'signIn';
}

function said(situation: Situation): string {
  const advice = coach(situation);
  return advice ? `${t(advice.sentence)} [${advice.next ?? ''}]` : '(silent)';
}
