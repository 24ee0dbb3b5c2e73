import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * A browser without JavaScript: keeps cookies, reads pages, sends their forms. It asks `server`, in the name of `origin`,
 * as whoever is behind a proxy with TLS does.
 */
export function openScriptlessBrowser(server: string, origin: string) {
  const cookies = new Map<string, string>();

  async function ask(path: string, form?: FormData, from = origin): Promise<Answer> {
    const body = form ? new Response(form) : null;
    const bytes = body ? Buffer.from(await body.arrayBuffer()) : undefined;
    const outgoing = request(new URL(path, server), {
      method: form ? 'POST' : 'GET',
      headers: {
        host: new URL(origin).host,
        accept: 'text/html',
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(bytes && {
          origin: from,
          'content-type': body?.headers.get('content-type') ?? '',
          'content-length': bytes.length,
        }),
      },
    });
    const incoming = await new Promise<IncomingMessage>((resolve, reject) =>
      outgoing.once('response', resolve).once('error', reject).end(bytes),
    );
    for (const cookie of incoming.headers['set-cookie'] ?? []) keep(cookie);
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
      for (const value of values) headers.append(name, value);
    }
    return { path, status: incoming.statusCode ?? 0, headers, html: await text(incoming) };
  }

  function keep(cookie: string) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value && !/max-age=0/i.test(cookie)) cookies.set(name, value);
    else cookies.delete(name);
  }

  /** Opens an address, and where it leads. */
  async function open(path: string): Promise<Answer> {
    return follow(await ask(path));
  }

  /** Fills in the form with this button, sends it, as a page of `from` would, and goes where the answer leads. */
  async function submit(page: Answer, button: string, fields: Record<string, string> = {}, from = origin) {
    const form = page.html
      .match(/<form.*?<\/form>/gs)
      ?.find((candidate) => candidate.includes(`>${button}<`));
    if (!form) throw new Error(`No form on ${page.path} has the button "${button}".`);
    const data = new FormData();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const name = attributeOf(input, 'name');
      if (name) data.set(name, attributeOf(input, 'value') ?? '');
    }
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return follow(await ask(page.path, data, from));
  }

  async function follow(answer: Answer): Promise<Answer> {
    const location = answer.headers.get('location');
    if (!location) return answer;
    const url = new URL(location, origin);
    if (url.origin !== origin) throw new Error(`${answer.path} leads to ${url.origin}.`);
    return open(url.pathname + url.search);
  }

  return { open, submit };
}

/** An attribute of a tag as React writes it. */
function attributeOf(tag: string, name: string) {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}

export interface Answer {
  path: string;
  status: number;
  headers: Headers;
  html: string;
}
