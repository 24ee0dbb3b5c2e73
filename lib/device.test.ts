import Bowser from 'bowser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeDevice, deviceName } from './device';
import { translator } from './messages/translate';

test.each([
  [
    'Chrome on macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Safari on iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  ],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'],
  [
    'Microsoft Edge on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  ],
])('%s is told from its User-Agent', (device, userAgent) => {
  expect(describeDevice(userAgent)).toBe(device);
});

test.each([null, '', ' ', '\t', '()', '/'])(
  'nothing worth reading is an unknown browser: %j',
  (userAgent) => {
    expect(describeDevice(userAgent)).toBe('Unknown browser');
  },
);

test.each([
  ['Chrome on macOS', 'Chrome auf macOS'],
  ['Microsoft Edge on Windows', 'Microsoft Edge auf Windows'],
  ['Unknown browser on Linux', 'Unbekannter Browser auf Linux'],
  ['Unknown browser', 'Unbekannter Browser'],
  ['Safari', 'Safari'],
  ['what on earth on Linux', 'what on earth on Linux'],
  ['', ''],
])('“%s” as it is stored is “%s” in German', (stored, shown) => {
  expect(deviceName(stored, translator('de'))).toBe(shown);
});

test('no name that a device can have is split in the wrong place', () => {
  const t = translator('en');
  for (const browser of Object.values(Bowser.BROWSER_MAP)) {
    for (const system of Object.values(Bowser.OS_MAP)) {
      expect(`${browser} on ${system}`.split(' on ')).toEqual([browser, system]);
      expect(deviceName(`${browser} on ${system}`, t)).toBe(`${browser} on ${system}`);
    }
  }
});

test('IN6: whatever a browser calls itself, the answer is short, of one line, and comes', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ maxLength: 3_000 }),
    fc.stringMatching(/^Mozilla\/5\.0 \([^)]{0,300}\) [A-Za-z]{0,300}\/[\d.]{1,300} .{0,300}$/),
  );
  fc.assert(
    fc.property(anything, (userAgent) => {
      const device = describeDevice(userAgent);
      expect(device.length).toBeGreaterThan(0);
      expect(device.length).toBeLessThanOrEqual(84);
      expect(device).not.toMatch(/[\r\n]/);
    }),
  );
});

test('IN6: what lies behind the first 512 characters is not read, and 10 MB of it take no time', () => {
  const long = `${' '.repeat(512)}Firefox/144.0 ${'Chrome/1 '.repeat(1_000_000)}`;
  const begun = performance.now();
  expect(describeDevice(long)).toBe('Unknown browser');
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('IN6: a header made to be slow to read is read in no time', () => {
  for (const piece of [
    '(',
    ';',
    ' ',
    'a/',
    'Mozilla/5.0 (',
    'version/',
    'Android ',
    '; SM-',
    'x '.repeat(3),
  ]) {
    const begun = performance.now();
    describeDevice(piece.repeat(512));
    expect(performance.now() - begun).toBeLessThan(1_000);
  }
});
