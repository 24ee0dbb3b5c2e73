import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

const nonce = 'bm9uY2Utb2YtMTI4LWJpdHM';

test('CR14: in production nothing runs or is loaded but what carries the nonce or comes from here', () => {
  expect(directives({ nonce, secure: true, development: false })).toEqual({
    'default-src': ["'none'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
    'upgrade-insecure-requests': [],
  });
});

test('over http nothing is turned into https, as nothing answers there', () => {
  const secure = directives({ nonce, secure: true, development: false });
  const { 'upgrade-insecure-requests': _, ...rest } = secure;
  expect(directives({ nonce, secure: false, development: false })).toEqual(rest);
});

test('only the development server may evaluate code, write styles and open web sockets', () => {
  const production = contentSecurityPolicy({ nonce, secure: false, development: false });
  expect(production).not.toMatch(/unsafe|ws:|\*/);
  expect(directives({ nonce, secure: false, development: true })).toMatchObject({
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'", "'unsafe-eval'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'connect-src': ["'self'", 'ws:'],
    'frame-ancestors': ["'none'"],
  });
});

function directives(answer: Parameters<typeof contentSecurityPolicy>[0]) {
  const parts = contentSecurityPolicy(answer)
    .split('; ')
    .map((directive) => directive.split(' '));
  return Object.fromEntries(parts.map(([name, ...sources]) => [name, sources]));
}
