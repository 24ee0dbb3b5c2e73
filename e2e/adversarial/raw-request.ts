import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends a request exactly as it is written, which the clients of others would correct; understands what comes back. */
export async function ask(baseURL: string, request: string, headers: Record<string, string> = {}) {
  const { hostname, port, host } = new URL(baseURL);
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const socket = connect(Number(port), hostname);
  socket.setTimeout(20_000, () => socket.destroy(new Error(`No answer to ${request}`)));
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(`${request} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'close');

  const [head = '', ...body] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  const [status = '', ...answered] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    headers: Object.fromEntries(answered.map(named)),
    body: body.join('\r\n\r\n'),
  };
}

function named(line: string): [string, string] {
  const [name = '', value = ''] = line.split(/: (.*)/s, 2);
  return [name.toLowerCase(), value];
}
