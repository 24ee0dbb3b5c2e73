import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A provider that speaks Resend's API (https://resend.com/docs/api-reference/emails/send-email), and can fail. */
export async function startResend() {
  const mails = new Map<string, Sent>();
  let failure: Failure | null = null;

  const server = createServer(async (request, response) => {
    const mail = (await json(request)) as Omit<Sent, 'key'>;
    if (failure === 'silence') return;
    if (failure) return response.writeHead(failure.status, failure.headers).end(failure.body);
    const key = String(request.headers['idempotency-key']);
    mails.set(key, { ...mail, key });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: key }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mailsTo: (address: string) => [...mails.values()].filter(({ to }) => to === address),
    /** What everybody gets from now on; null is what it should be. */
    fail(next: Failure | null) {
      failure = next;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Failure = 'silence' | { status: number; headers: Record<string, string>; body: string };
type Sent = { key: string; to: string; text: string };
