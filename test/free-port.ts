import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A loopback port that nobody listens on. It lies below the ports that systems give to outgoing connections:
 * a client that keeps trying a port of that range while its server is down can end up connected to itself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
