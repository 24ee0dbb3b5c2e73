import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail server that takes everything, delivers nothing, and remembers the newest link to each address. */
export async function openMailSink(): Promise<MailSink> {
  const links = new Map<string, string>();
  const waiting = new Map<string, (link: string) => void>();

  function take(address: string, link: string) {
    const waiter = waiting.get(address);
    waiting.delete(address);
    if (waiter) waiter(link);
    else links.set(address, link);
  }

  const server = createServer((socket) => void converse(socket, take).catch(() => socket.destroy()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async linkTo(address) {
      const link = links.get(address);
      links.delete(address);
      return link ?? new Promise((resolve) => waiting.set(address, resolve));
    },
    forget: () => links.clear(),
    close: () => server.close(),
  };
}

/** As much of RFC 5321 as a client needs that sends one mail after the other. */
async function converse(socket: Socket, take: (address: string, link: string) => void) {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let address = '';
  let mail: string[] | null = null;
  say('220 sink');
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (mail && line !== '.') mail.push(line);
    else if (mail) {
      const link = linkIn(mail);
      if (link) take(address, link);
      mail = null;
      say('250 taken');
    } else if (/^DATA/i.test(line)) {
      mail = [];
      say('354 go on');
    } else if (/^QUIT/i.test(line)) {
      say('221 bye');
      socket.end();
    } else {
      address = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1] ?? address;
      say('250 sink');
    }
  }
}

/** The path of the link to sign in by; its lines may be broken as quoted-printable breaks them. */
function linkIn(lines: string[]): string | undefined {
  const text = lines.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=');
  return /\/sign-in\/link\?token=[\w.~-]+/.exec(text)?.[0];
}

export interface MailSink {
  url: string;
  /** Waits for it, and gives it once. */
  linkTo(address: string): Promise<string>;
  forget(): void;
  close(): void;
}
