import { clientAddress } from '../e2e/fixtures';
import { actionId } from '../e2e/http-visitor';
import type { Request } from './clock';

/** Requests as browsers send them, each by a client of its own. */
export function requestsTo(origin: string) {
  const request = (
    path: string,
    cookie: string,
    rest: Pick<Request, 'method' | 'headers' | 'body'>,
  ): Request => ({
    ...rest,
    url: origin + path,
    headers: { ...clientAddress(), origin, ...(cookie && { cookie }), ...rest.headers },
  });
  return {
    origin,
    get: (path: string, cookie = '') => request(path, cookie, { method: 'GET', headers: {} }),

    /** A form without JavaScript. */
    post: (path: string, fields: Record<string, string>, cookie = '') =>
      request(path, cookie, {
        method: 'POST',
        headers: { 'content-type': MULTIPART },
        body: multipart(fields),
      }),

    /** A form with JavaScript. */
    submit: (path: string, action: string, fields: Record<string, string>, cookie = '') =>
      request(path, cookie, {
        method: 'POST',
        headers: { 'content-type': MULTIPART, 'next-action': actionId(action) },
        body: multipart(fields),
      }),

    /** A script. */
    call: (path: string, action: string, values: unknown[], cookie = '') =>
      request(path, cookie, {
        method: 'POST',
        headers: { 'content-type': 'text/plain;charset=UTF-8', 'next-action': actionId(action) },
        body: JSON.stringify(values),
      }),
  };
}

const BOUNDARY = '----WebKitFormBoundarySamenessSameness';
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

export type Requests = ReturnType<typeof requestsTo>;
