import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { straighten } from './straight-request';

test('a request of one of our pages stays as it is', () => {
  const state = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}] }]));
  const request = {
    method: 'POST',
    url: '/sign-in?to=%2Faccount',
    headers: { 'next-router-state-tree': state, host: 'example.com' },
  };
  expect(straightened(request)).toEqual(request);
  expect(straightened({ headers: {} })).toEqual({ method: 'GET', url: '/', headers: {} });
});

test.each([
  ['http://evil.example/sign-in?a=b', '/sign-in?a=b'],
  ['https://evil.example', '/'],
  ['//evil.example/x', '//evil.example/x'],
  ['foo://bar', '/'],
  ['foo://bar?x=1', '/?x=1'],
  ['data:x', '/x'],
  ['*', '/*'],
  ['/_global-error', '/404'],
  ['/_global-error?x=1', '/404?x=1'],
  ['/_global-errors', '/_global-errors'],
  ['', '/'],
])('the target %j is %j: the host is for the configuration to say', (url, path) => {
  expect(straightened({ url }).url).toBe(path);
});

test('a page is a page, also for whoever says it is a prefetch of the framework', () => {
  expect(straightened({ headers: { 'x-middleware-prefetch': '1' } }).headers).toEqual({});
});

test('TRACE is a method like any other that nothing answers', () => {
  expect(straightened({ method: 'TRACE' }).method).toBe('UNKNOWN');
});

describe('what a browser says that it shows already is dropped, if it is', () => {
  test.each(['junk', '%', '[]', '{"a":1}', 'null', '["",{},1]', '['.repeat(5_000), 'x'.repeat(50_000)])(
    '%.20s',
    (state) => {
      expect(straightened({ headers: { 'next-router-state-tree': state } }).headers).toEqual({});
    },
  );
});

function straightened(request: Partial<Pick<IncomingMessage, 'method' | 'url' | 'headers'>>) {
  const straight = { method: 'GET', url: '/', headers: {}, ...request };
  straighten(straight as IncomingMessage);
  return straight;
}
