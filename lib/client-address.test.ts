import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address';

const socket = (socketAddress: string | null) =>
  clientAddress({ socketAddress, forwardedFor: null, trustedHops: 0 });
const behind = (trustedHops: number, forwardedFor: string | null) =>
  clientAddress({ socketAddress: '192.0.2.1', forwardedFor, trustedHops });

describe('an address is counted as', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:5678', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['0000:0000:0000:0000:0000:FFFF:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
    ['::ffff:203.0.113.7%eth0', '203.0.113.7'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:0DB8:0000:0001:ffff:FFFF:ffff:ffff', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:0:0:0:80', '2001:db8:0:1::/64'],
    ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
    ['[2001:db8:0:1::1]:443', '2001:db8:0:1::/64'],
    ['[2001:db8:0:1::1]', '2001:db8:0:1::/64'],
    ['2001:db8:0:1::203.0.113.7', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['2001:db8:0:2::1', '2001:db8:0:2::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['1::8', '1::/64'],
    ['1:0:0:4::', '1:0:0:4::/64'],
    ['0:0:0:4::', '0:0:0:4::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['fe80::1%25eth0', 'fe80::/64'],
    ['[fe80::1%eth0]:80', 'fe80::/64'],
    ['::1', '::/64'],
    ['::', '::/64'],
    ['::203.0.113.7', '::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b::/64'],
    ['::ffff:0:cb00:7107', '::/64'],
  ])('%s: %s', (address, key) => {
    expect(socket(address)).toBe(key);
    expect(behind(1, address)).toBe(key);
  });

  test.each([
    null,
    '',
    ' ',
    'unknown',
    '_hidden',
    'localhost',
    'example.com',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '0x7f.0.0.1',
    '2130706433',
    '1.2.3.4:',
    '1.2.3.4:port',
    '1.2.3.4:123456',
    '1.2.3.4%eth0',
    '1.2.3.4/24',
    '[1.2.3.4',
    '::1]',
    '[::1',
    '[]',
    '[]:80',
    '[::1]80',
    '[::1]:x',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::1',
    '::ffff:1.2.3.256',
    '%eth0',
    '2001:db8::/32',
    '"203.0.113.7"',
    'for=203.0.113.7',
    '１.2.3.4',
    '1.2.3.4\0',
    '1.2.3.4 5.6.7.8',
    '<script>',
  ])('RL2: nobody knows: %s', (address) => {
    expect(socket(address)).toBe('unknown');
    expect(behind(1, address)).toBe('192.0.2.1');
  });
});

describe('behind proxies', () => {
  const header = '198.51.100.9, 203.0.113.7,2001:DB8::5 ,  10.0.0.1:8080';

  test('RL1: the client stands as many from the right as there are proxies', () => {
    const keys = [1, 2, 3, 4].map((hops) => behind(hops, header));
    expect(keys).toEqual(['10.0.0.1', '2001:db8::/64', '203.0.113.7', '198.51.100.9']);
  });

  test('RL1: the header is not believed without proxies', () => {
    expect(behind(0, header)).toBe('192.0.2.1');
    expect(behind(-1, header)).toBe('192.0.2.1');
  });

  test('RL2: a header that is missing, too short or garbage there leaves the connection', () => {
    for (const [hops, forwardedFor] of [
      [1, null],
      [1, ''],
      [2, '203.0.113.7'],
      [5, header],
      [1, '203.0.113.7,'],
      [2, 'x,203.0.113.7'],
      [1, ','],
      [1, '203.0.113.7, unknown'],
      [2, ', 203.0.113.7'],
    ] as const) {
      expect(behind(hops, forwardedFor)).toBe('192.0.2.1');
    }
  });

  test('RL1: what a client writes in front changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (forged) => {
        expect(behind(1, `${forged}, 203.0.113.7`)).toBe('203.0.113.7');
        expect(behind(2, `${forged}, 203.0.113.7, 10.0.0.1`)).toBe('203.0.113.7');
      }),
    );
  });
});

describe('whatever the address', () => {
  test('RL1: every spelling of an IPv6 address has the key of its first 64 bits', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const long = groups.map((value) => value.toString(16).padStart(4, '0').toUpperCase()).join(':');
        const short = new URL(`http://[${long}]`).hostname.slice(1, -1);
        fc.pre(groups.slice(0, 5).some(Boolean) || groups[5] !== 0xffff);
        const key = socket(long);
        expect(socket(short)).toBe(key);
        expect(socket(`[${short}]:1`)).toBe(key);
        const prefix = key.replace(/\/64$/, '');
        expect(isIPv6(prefix)).toBe(true);
        const neighbor = [...groups.slice(0, 4), 1, 2, 3, 4].map((value) => value.toString(16)).join(':');
        expect(socket(neighbor)).toBe(key);
        const [first = 0, ...others] = groups.slice(0, 4);
        const elsewhere = [first ^ 1, ...others, 1, 2, 3, 4].map((value) => value.toString(16)).join(':');
        expect(socket(elsewhere)).not.toBe(key);
      }),
    );
  });

  test('RL1: an IPv4 address and its mapped forms share one key', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        for (const spelling of [address, `::ffff:${address}`, `::FFFF:${hex}`, `[::ffff:${hex}]:9`]) {
          expect(socket(spelling)).toBe(address);
        }
      }),
    );
  });

  test('RL1: a key is an IPv4 address, an IPv6 prefix or "unknown"', () => {
    const pieces = fc.array(
      fc.constantFrom('1', '0', 'ffff', '255', ':', '::', '.', '[', ']', '%', ' ', ',', 'x'),
      { maxLength: 16 },
    );
    const inputs = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces.map((parts) => parts.join('')),
      fc.ipV6(),
    );
    fc.assert(
      fc.property(inputs, inputs, fc.nat(4), (socketAddress, forwardedFor, trustedHops) => {
        const key = clientAddress({ socketAddress, forwardedFor, trustedHops });
        expect(key === 'unknown' || isIPv4(key) || (key.endsWith('/64') && isIPv6(key.slice(0, -3)))).toBe(
          true,
        );
      }),
      { numRuns: 5_000 },
    );
  });
});
