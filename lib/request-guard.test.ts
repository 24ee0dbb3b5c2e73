import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policy } from './policy';
import { refuseRequest } from './request-guard';

const ORIGIN = 'https://accounts.example.com';
const ACTION = `60${'0'.repeat(40)}`;
const BOUNDARY = '----WebKitFormBoundary67yEIzU25Jtn2qsZ';

describe('lets pass', () => {
  test('requests that change nothing', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const request = new Request(ORIGIN, { method, headers: { origin: 'https://evil.example' } });
      expect(await refuseRequest(request, { origin: ORIGIN })).toBeNull();
    }
  });

  test('whoever comes from another site, but only to look', async () => {
    const visit = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(await read('/account', visit)).toBeNull();
    expect(await read('/account', { ...visit, 'sec-fetch-site': 'same-site' })).toBeNull();
    expect(await read('/account', { 'sec-fetch-site': 'none' })).toBeNull();
    expect(await read('/account', {})).toBeNull();
    for (const path of ['/.well-known/webauthn', '/api/health', '/icon.svg', '/manifest.webmanifest']) {
      expect(await read(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBeNull();
    }
  });

  test('an action called by script, with plain arguments or with a form', async () => {
    expect(await status(post())).toBeNull();
    expect(await status(post({ 'content-type': 'text/plain; charset=utf-8' }))).toBeNull();
    expect(
      await status(
        post(
          form,
          multipart([
            ['_1_email', 'ada@example.com'],
            ['0', '[{},"$K1"]'],
          ]),
        ),
      ),
    ).toBeNull();
  });

  test('a form without script', async () => {
    expect(
      await status(
        post(
          plainForm,
          multipart([
            [`$ACTION_ID_${ACTION}`, ''],
            ['email', 'ada@example.com'],
          ]),
        ),
      ),
    ).toBeNull();
  });

  test('and leaves the body to be read', async () => {
    const request = post();
    expect(await status(request)).toBeNull();
    expect(await request.text()).toBe('[{"a":1}]');
  });

  test('a body of just the limit', async () => {
    const body = `["${'x'.repeat(policy.bodyLimit - 4)}"]`;
    expect(await status(post({}, body))).toBeNull();
  });
});

describe('refuses', () => {
  test('methods that nothing answers', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'post', 'QUERY']) {
      const request = new Request(ORIGIN, { method, headers: headers(), body: '[]' });
      const expected = request.method === 'POST' ? null : 405;
      expect([method, await status(request)]).toEqual([method, expected]);
    }
  });

  test('other origins, and none', async () => {
    const origins = [
      '',
      'null',
      'https://evil.example',
      'http://accounts.example.com',
      'https://accounts.example.com:444',
      `${ORIGIN}/`,
      'https://accounts.example.com.evil.example',
      'https://ACCOUNTS.example.com',
      `${ORIGIN}, ${ORIGIN}`,
      'garbage',
    ];
    for (const origin of origins) expect([origin, await status(post({ origin }))]).toEqual([origin, 403]);
    expect(await status(post({ origin: null }))).toBe(403);
  });

  test('what the browser says comes from elsewhere', async () => {
    const sites = {
      'same-origin': null,
      none: null,
      'same-site': 403,
      'cross-site': 403,
      '': 403,
      'same-origin, none': 403,
    };
    for (const [site, expected] of Object.entries(sites)) {
      expect([site, await status(post({ 'sec-fetch-site': site }))]).toEqual([site, expected]);
    }
  });

  test('pages of ours as parts of other sites', async () => {
    const parts = [
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' },
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    ];
    for (const part of parts) {
      for (const site of ['cross-site', 'same-site']) {
        expect(await read('/account/data/download', { 'sec-fetch-site': site, ...part })).toBe(403);
      }
      expect(await read('/account/data/download', { 'sec-fetch-site': 'same-origin', ...part })).toBeNull();
    }
  });

  test('another host than the configured one', async () => {
    for (const host of ['evil.example', 'accounts.example.com:444', '', null])
      expect(await status(post({ host }))).toBe(403);
    for (const host of [
      'evil.example',
      'evil.example, accounts.example.com',
      'accounts.example.com.evil.example',
      '[::1',
      '%',
    ]) {
      expect(await status(post({ 'x-forwarded-host': host }))).toBe(403);
    }
    expect(
      await status(post({ 'x-forwarded-host': 'accounts.example.com', host: 'internal:3000' })),
    ).toBeNull();
    expect(await status(post({ 'x-forwarded-host': 'accounts.example.com, internal' }))).toBeNull();
  });

  test('an unknown length', async () => {
    for (const length of [null, '', 'x', '-1', '+5', '1.5', '1e3', '0x10', '5, 5']) {
      expect([length, await status(post({ 'content-length': length }))]).toEqual([length, 411]);
    }
  });

  test('a length beyond the limit, whether told or not', async () => {
    for (const length of [String(policy.bodyLimit + 1), '10000000', '9'.repeat(400)]) {
      expect(await status(post({ 'content-length': length }))).toBe(413);
    }
    const long = `["${'x'.repeat(policy.bodyLimit)}"]`;
    expect(await status(post({ 'content-length': '5' }, long))).toBe(413);
    expect(await status(post({ 'content-length': null, 'x-action-forwarded': '1' }, long))).toBe(413);
    expect(await status(post({ 'content-length': null, 'x-action-forwarded': '1' }))).toBeNull();
  });

  test('other types of body', async () => {
    const types = [
      null,
      '',
      'text/plain',
      'text/plain;charset=utf-16',
      'text/plain;charset=UTF-8;x=y',
      'application/json',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
      'text/html',
      'Multipart/Form-Data; boundary=x',
      'text/plain;charset=UTF-8, multipart/form-data',
    ];
    for (const type of types)
      expect([type, await status(post({ 'content-type': type }))]).toEqual([type, 415]);
    expect(await status(post({ 'next-action': null }))).toBe(415);
  });

  test('bodies that cannot be decoded', async () => {
    for (const body of [
      '',
      'garbage',
      '{"a":1}',
      '["$F9","$Q1"]',
      '\ufeff[]',
      new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]),
    ]) {
      expect(await status(post({}, body))).toBe(400);
    }
    const good = multipart([['0', '[]']]);
    for (const body of [
      '',
      '[]',
      good.slice(0, -4),
      multipart([]),
      multipart([['0', '["$F1"]']]),
      multipart([
        ['0', '[]'],
        ['0', '[]'],
      ]),
    ]) {
      expect(await status(post(form, body))).toBe(400);
    }
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      `multipart/form-data-x; boundary=${BOUNDARY}`,
    ]) {
      expect(await status(post({ 'content-type': type }, good))).toBe(400);
    }
    for (const body of [good, multipart([['email', 'x']]), multipart([['$ACTION_REF_1', '']])]) {
      expect(await status(post(plainForm, body))).toBe(400);
    }
  });

  test('with a sentence', async () => {
    for (const request of [
      post({ origin: null }),
      post({ 'content-length': null }),
      post({ 'content-type': null }),
      post({}, 'x'),
    ]) {
      const refusal = await refuseRequest(request, { origin: ORIGIN });
      expect(refusal?.message).toMatch(/^[A-Z][^<>]+\.$/);
    }
  });
});

test('nothing throws, whatever the body', async () => {
  const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), fc.json());
  const kind = fc.constantFrom({}, form, plainForm);
  await fc.assert(
    fc.asyncProperty(kind, body, async (more, bytes) => {
      expect([null, 400]).toContain(await status(post(more, bytes)));
    }),
  );
});

const form = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
const plainForm = { ...form, 'next-action': null };

async function read(path: string, headers: Record<string, string>): Promise<number | null> {
  return status(new Request(`${ORIGIN}${path}`, { headers }));
}

async function status(request: Request): Promise<number | null> {
  return (await refuseRequest(request, { origin: ORIGIN }))?.status ?? null;
}

function post(changes: Changes = {}, body: string | Uint8Array<ArrayBuffer> = '[{"a":1}]'): Request {
  // Bytes, since a string brings a content type of its own.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return new Request(`${ORIGIN}/sign-in`, {
    method: 'POST',
    headers: headers({ 'content-length': '9', ...changes }),
    body: bytes,
  });
}

function headers(changes: Changes = {}): [string, string][] {
  const all: Changes = {
    host: 'accounts.example.com',
    origin: ORIGIN,
    'content-length': '2',
    'content-type': 'text/plain;charset=UTF-8',
    'next-action': ACTION,
    ...changes,
  };
  return Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null);
}

function multipart(fields: [name: string, value: string][]): string {
  const parts = fields.map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

type Changes = Record<string, string | null>;
