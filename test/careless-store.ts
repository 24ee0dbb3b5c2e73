import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** Speaks Upstash's REST protocol, and keeps values as badly as `manner` says. */
export async function startCarelessStore(manner: Manner) {
  const values = new Map<string, string>();

  /** A run of one command, as lib/ephemeral/upstash.ts sends it. */
  async function run([, , , key = '', verb, value = '']: string[]): Promise<Reply> {
    switch (verb) {
      case 'put':
        if (manner !== 'forgetting') values.set(key, value);
        return { result: ['OK'] };
      case 'take': {
        const found = values.get(key) ?? null;
        // Whoever asks meanwhile finds it as well.
        await pause(200);
        values.delete(key);
        return { result: [found] };
      }
      default:
        return { error: 'ERR unknown command' };
    }
  }

  const server = createServer(async (request, response: ServerResponse) => {
    const command = (await json(request)) as string[];
    if (manner === 'silent') return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await run(command)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `racing` reads and deletes in two steps; `forgetting` says it has kept a value; `silent` never answers. */
type Manner = 'racing' | 'forgetting' | 'silent';
type Reply = { result: (string | null)[] } | { error: string };
