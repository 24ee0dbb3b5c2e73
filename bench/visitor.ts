import { randomInt } from 'node:crypto';
import { type Request, type Sent, send } from './clock';

/** A browser without pages: it keeps cookies, and is a client of its own by what a trusted proxy would say. */
export function openVisitor(origin: string) {
  const cookies = new Map<string, string>();
  const client = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

  async function ask(
    method: Request['method'],
    path: string,
    { headers, body }: Pick<Request, 'body'> & { headers?: Request['headers'] } = {},
  ) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send({
      url: new URL(path, origin).href,
      method,
      headers: { 'x-forwarded-for': client, origin, ...(cookie && { cookie }), ...headers },
      body,
    });
    keep(answer);
    return answer;
  }

  function keep({ headers }: Sent) {
    for (const set of headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value && !/max-age=0\b/i.test(set)) cookies.set(name, value);
      else cookies.delete(name);
    }
  }

  return {
    origin,
    client,
    cookies,
    get: (path: string, headers?: Request['headers']) => ask('GET', path, { headers }),

    post: (path: string, body: string, type: string, headers?: Request['headers']) =>
      ask('POST', path, { headers: { ...headers, 'content-type': type }, body }),

    /** As after signing out, whatever the application calls its session. */
    leave() {
      for (const name of cookies.keys()) if (/session/i.test(name)) cookies.delete(name);
    },
  };
}

/** Fails unless an answer is what it should be: what went wrong quickly must not look fast. */
export function expectStatus({ status, text }: Sent, wanted: number): void {
  if (status !== wanted) throw new Error(`Answered ${status} instead of ${wanted}:\n${text.slice(0, 2000)}`);
}

export type Visitor = ReturnType<typeof openVisitor>;
