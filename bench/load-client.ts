import { randomInt } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** As from a proxy in front: it keeps its connections, and has more of them than the server takes on requests at once. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** A browser without pages, at an address of its own: keeps cookies, and notes each request with what came of it. */
export function openClient(
  origin: string,
  note: (asked: Asked) => void,
  cookies = new Map<string, string>(),
) {
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

  /** Fails unless the answer is a page or a value, or leads on: an action that does brings the page along. */
  async function ask(
    name: string,
    path: string,
    wanted: 'page' | 'lead',
    { body, headers }: Sending = {},
  ): Promise<Answer> {
    const begun = performance.now();
    const answer = await exchange(origin + path, { body, headers: { ...headers, ...own() } }).catch(
      (error) => ({
        status: 0,
        headers: {} as IncomingHttpHeaders,
        text: String(error),
      }),
    );
    const ms = performance.now() - begun;
    const refused = answer.status === 503 || answer.status === 429;
    const led = 'x-action-redirect' in answer.headers;
    const served = wanted === 'lead' ? led : answer.status === 200;
    const outcome = served ? 'served' : refused && answer.headers['retry-after'] ? 'refused' : 'failed';
    note({
      name,
      ms,
      outcome,
      what:
        outcome === 'failed'
          ? `${answer.status} ${answer.headers.location ?? ''} ${answer.text.slice(0, 200)}`
          : '',
    });
    if (outcome !== 'served') throw new Error(`${name}: ${outcome}`);
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [, cookie = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value) cookies.set(cookie, value);
      else cookies.delete(cookie);
    }
    return answer;
  }

  function own(): Record<string, string> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { origin, 'x-forwarded-for': address, accept: 'text/html,*/*', ...(cookie && { cookie }) };
  }

  return { origin, cookies, ask };
}

function exchange(url: string, { body, headers }: Sending): Promise<Answer> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sending = request(url, { agent, method, headers: { ...headers, ...length }, timeout: PATIENCE });
    sending.on('timeout', () => sending.destroy(new Error('no answer')));
    sending.on('error', reject);
    sending.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      answer.on('error', reject);
    });
    sending.end(body);
  });
}

/** Nobody waits for longer, in milliseconds. */
const PATIENCE = 20_000;

export type Client = ReturnType<typeof openClient>;

export interface Asked {
  name: string;
  ms: number;
  outcome: 'served' | 'refused' | 'failed';
  /** Of what failed: the answer. */
  what: string;
}

type Sending = { body?: string; headers?: Record<string, string> };
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
