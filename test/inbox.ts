import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInbox } from '../local/inbox.mjs';
import { freePort } from './free-port';

/** Starts a real mail server, to which the application under test sends from now on, and which can be made to fail. */
export async function startInbox() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-mails-'));
  const inbox = await openInbox(folder, await freePort(), await freePort());
  const door = await openDoor(Number(new URL(inbox.smtpUrl).port));
  process.env.SMTP_URL = `smtp://127.0.0.1:${door.port}`;

  return {
    smtpUrl: process.env.SMTP_URL,
    /** The mails that an address has got, oldest first: all that were accepted until now. */
    async mailsTo(address: string): Promise<Mail[]> {
      const url = new URL('/api/email', inbox.page);
      url.searchParams.set('envelope.to.address', address);
      return (await fetch(url)).json();
    },
    /** A mail as it came over the wire. */
    async sourceOf({ id }: Mail): Promise<string> {
      return (await fetch(new URL(`/api/email/${id}/source`, inbox.page))).text();
    },
    /** What happens to whoever connects from now on. */
    receive: door.receive,
    async close() {
      await Promise.all([door.close(), inbox.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openDoor(smtpPort: number) {
  let manner: Manner = 'kindly';
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (manner === 'refusing') return socket.end('554 5.3.2 No service here\r\n');
    if (manner === 'never answering') return;
    const inside = connect(smtpPort, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(inside).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    receive(next: Manner) {
      manner = next;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

type Manner = 'kindly' | 'refusing' | 'never answering';

export interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
  from: { name: string; address: string }[];
  to: { name: string; address: string }[];
  headers: Record<string, string>;
}
