import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '@/lib/content-security-policy';
import { translator } from '@/lib/messages/translate';
import { authenticatorIcon, authenticatorOf, removalHint } from './authenticators';
import list from './authenticators.json';

const ICONS = 'public/authenticators';
const iCloud = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';
const zeros = '00000000-0000-0000-0000-000000000000';
const unknown = 'deadbeef-0000-4000-8000-000000000000';

test.each([
  [iCloud, 'iCloud Keychain', 'icloud'],
  ['ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', 'Google Password Manager', 'google'],
  ['bada5566-a7aa-401f-bd96-45619a55120d', '1Password', '1password'],
  ['08987058-cadc-4b81-b6e1-30de50dcbe96', 'Windows Hello', 'laptop'],
  ['2fc0579f-8113-47ea-b116-bb5a8db9202a', 'YubiKey 5', 'yubico'],
  ['b84e4048-15dc-4dd0-8640-f4f60813c8af', 'NordPass', 'key'],
])('%s is %s', (aaguid, name, icon) => {
  const expected = {
    name,
    icon: { light: `/authenticators/${icon}-light.svg`, dark: `/authenticators/${icon}-dark.svg` },
  };
  expect(authenticatorOf(aaguid)).toEqual(expected);
  expect(authenticatorOf(aaguid.toUpperCase())).toEqual(expected);
});

test.each([zeros, unknown, '', 'constructor'])('%j is nobody we know', (aaguid) => {
  expect(authenticatorOf(aaguid)).toBeNull();
});

test.each([
  [['usb', 'nfc'], 'security-key'],
  [['ble'], 'security-key'],
  [['internal', 'hybrid', 'usb'], 'key'],
  [['hybrid'], 'key'],
  [[], 'key'],
])('a passkey of nobody we know, over %j, has the icon %s', (transports, icon) => {
  expect(authenticatorIcon(unknown, transports).light).toBe(`/authenticators/${icon}-light.svg`);
});

test('a known provider has its own icon, whatever the transports', () => {
  expect(authenticatorIcon(iCloud, ['usb']).dark).toBe('/authenticators/icloud-dark.svg');
});

test.each([
  [iCloud, true, 'in the Passwords app on your iPhone, iPad or Mac'],
  ['ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', true, "at passwords.google.com or in Chrome's password settings"],
  ['08987058-cadc-4b81-b6e1-30de50dcbe96', false, 'on that computer, in Settings under Accounts > Passkeys'],
  ['d548826e-79b4-db40-a3d8-11116f7e8349', true, 'in Bitwarden'],
  [
    '2fc0579f-8113-47ea-b116-bb5a8db9202a',
    false,
    "in the app Yubico Authenticator, or in your browser's settings for security keys",
  ],
  [
    '42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3',
    false,
    "with the app of the security key's maker, or in your browser's settings for security keys",
  ],
  [unknown, true, 'in the password manager that you saved it in'],
  [zeros, false, 'on the device or security key that you made it with'],
])('%s, synced %s: delete it %s', (aaguid, backupEligible, place) => {
  expect(removalHint(aaguid, backupEligible, translator('en'))).toBe(
    `To stop being offered this passkey, also delete it ${place}.`,
  );
});

test('no AAGUID is in the list twice, and none is of zeros', () => {
  const aaguids = list.providers.flatMap((provider) => Object.keys(provider.aaguids));
  expect(new Set(aaguids).size).toBe(aaguids.length);
  expect(aaguids).not.toContain(zeros);
});

test('every provider has a name of its own, a kind that is known, an AAGUID and both icons', () => {
  const names = list.providers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const files = readdirSync(ICONS);
  for (const { kind, icon, aaguids } of list.providers) {
    expect(['device', 'password-manager', 'security-key']).toContain(kind);
    expect(Object.keys(aaguids)).not.toHaveLength(0);
    expect(files).toContain(`${icon}-light.svg`);
    expect(files).toContain(`${icon}-dark.svg`);
  }
});

test.each(readdirSync(ICONS))('%s is small, and nothing but a drawing', (file) => {
  const svg = readFileSync(join(ICONS, file), 'utf8');
  expect(svg.length).toBeLessThanOrEqual(3_000);
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]*><title>[^<&]+<\/title><path d="[^<>"]+"\/><\/svg>\n$/,
  );
  expect(svg).not.toMatch(/href|url\(|style|\son/);
});

test('the pages may show them', () => {
  const policy = contentSecurityPolicy({ nonce: 'nonce', secure: true, development: false });
  expect(policy).toMatch(/(^|; )img-src 'self'/);
});
