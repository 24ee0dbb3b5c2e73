import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';

/** One connection that stays open: connecting must not be measured. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends a request, and tells how long it was until all of the answer was there. */
export function send({ url, method, headers, body }: Request): Promise<Sent> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sending = request(url, { agent, method, headers: { ...headers, ...length } });
    const begun = performance.now();
    sending.on('error', reject);
    sending.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => {
        const ms = performance.now() - begun;
        const { statusCode: status = 0, headers } = answer;
        resolve({ ms, status, headers, text, cookie: cookieOf(headers['set-cookie']) });
      });
    });
    sending.end(body);
  });
}

/** Lets pass what an answer leaves to do: one request must not tell of the one before it. */
export async function rest(): Promise<void> {
  await pass(100);
}

/** What a browser would send back. */
function cookieOf(cookies: string[] = []): string {
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

export interface Request {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

export interface Sent {
  /** From the first byte sent to the last received. */
  ms: number;
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The cookies that it sets. */
  cookie: string;
}
