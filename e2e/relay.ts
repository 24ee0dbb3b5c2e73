import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A wire to a server that can be cut, made dumb, slow or mad, and mended. */
export async function openRelay(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let manner: Manner = 'whole';

  function keep(socket: Socket) {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  }

  const server = createServer((near) => {
    keep(near);
    if (manner === 'cut') return near.destroy();
    const far = connect(Number(port), hostname);
    keep(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.on('data', (chunk) => {
      if (typeof manner === 'object' && 'answers' in manner) near.write(manner.answers);
      else if (manner !== 'dumb') far.write(chunk);
    });
    far.on('data', async (chunk) => {
      if (typeof manner === 'object' && 'late' in manner) await delay(manner.late);
      if (manner === 'whole' || (typeof manner === 'object' && 'late' in manner)) near.write(chunk);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    /** The target's address, by way of this relay. */
    url: url.href,
    /** From now on; connections that are open are treated like new ones. */
    be(next: Manner) {
      manner = next;
      if (next === 'cut') hangUp();
    },
    cut() {
      this.be('cut');
    },
    /** Nothing of what was broken is left. */
    mend() {
      if (manner !== 'cut') hangUp();
      this.be('whole');
    },
    close() {
      hangUp();
      server.close();
    },
  };
}

/** `dumb` takes everything and says nothing; `late` answers so many milliseconds later; `answers` says this to everything. */
type Manner = 'whole' | 'cut' | 'dumb' | { late: number } | { answers: Buffer };
