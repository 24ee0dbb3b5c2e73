import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { json } from 'node:stream/consumers';

/**
 * Speaks Upstash's REST protocol (https://upstash.com/docs/redis/features/restapi) in front of a real Redis: single
 * commands, pipelines, transactions, answers in base64 for those who ask.
 */
export async function startUpstashBridge({ redisPort, token }: { redisPort: number; token: string }) {
  const redis = redisClient(redisPort);
  let requests = 0;
  const journal: Argument[][] = [];
  let hanging: boolean | RegExp = false;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, { error: 'WRONGPASS invalid or missing auth token' });
    }
    const body = (await json(request)) as Argument[] | Argument[][];
    journal.push(...commands(body));
    const encode = request.headers['upstash-encoding'] === 'base64' ? inBase64 : (reply: Reply) => reply;
    const replies = await redis(
      request.url === '/multi-exec' ? [['MULTI'], ...commands(body), ['EXEC']] : commands(body),
    );
    // Only now: what hangs is the answer; the commands have run.
    if (hanging instanceof RegExp ? hanging.test(JSON.stringify(body)) : hanging) return;
    const results = (request.url === '/multi-exec' ? (replies.at(-1) as Reply[]) : replies).map((reply) =>
      reply instanceof Error ? { error: reply.message } : { result: encode(reply) },
    );
    if (request.url !== '/') return send(response, 200, results);
    send(response, results[0] && 'error' in results[0] ? 400 : 200, results[0]);
  }

  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response).catch((error) => send(response, 500, { error: String(error) }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Requests that have come in so far. */
    requests: () => requests,
    /** The commands that they have brought. */
    commands: () => journal,
    /** From now on, runs what it is sent and never answers, or not to commands like these; or answers again. */
    hang(on: boolean | RegExp) {
      hanging = on;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      redis.close();
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A body is a command or a list of commands. */
function commands(body: Argument[] | Argument[][]): Argument[][] {
  return body.every(Array.isArray) ? (body as Argument[][]) : [body as Argument[]];
}

function inBase64(reply: Reply): Reply {
  if (Array.isArray(reply)) return reply.map(inBase64);
  return typeof reply === 'string' && reply !== 'OK' ? Buffer.from(reply).toString('base64') : reply;
}

/** Sends commands to Redis together, over one connection while that lasts, and answers their replies. */
function redisClient(port: number) {
  let connection: Connection | null = null;

  async function run(commands: Argument[][]): Promise<Reply[]> {
    connection ??= openConnection(port, () => {
      connection = null;
    });
    return connection.run(commands);
  }
  run.close = () => connection?.close();
  return run;
}

function openConnection(port: number, lost: () => void): Connection {
  const socket = connect(port, '127.0.0.1');
  const waiting: ((reply: Reply) => void)[] = [];
  let received = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (let parsed = parse(received, 0); parsed; parsed = parse(received, 0)) {
      received = received.subarray(parsed.end);
      waiting.shift()?.(parsed.reply);
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    lost();
    for (const resolve of waiting.splice(0)) resolve(new Error('ERR Redis closed the connection'));
  });

  return {
    run(commands) {
      const replies = commands.map(() => new Promise<Reply>((resolve) => waiting.push(resolve)));
      socket.write(commands.map(serialize).join(''));
      return Promise.all(replies);
    },
    close: () => socket.destroy(),
  };
}

/** RESP2: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
function serialize(command: Argument[]): string {
  const parts = command.map(String).map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
  return `*${parts.length}\r\n${parts.join('')}`;
}

/** The reply that starts at `start`, and where it ends; null while some of it is still on its way. */
function parse(bytes: Buffer, start: number): { reply: Reply; end: number } | null {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd < 0) return null;
  const line = bytes.toString('utf8', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (bytes.toString('latin1', start, start + 1)) {
    case ':':
      return { reply: Number(line), end };
    case '-':
      return { reply: new Error(line), end };
    case '$':
      return parseBulk(bytes, Number(line), end);
    case '*':
      return parseArray(bytes, Number(line), end);
    default:
      return { reply: line, end };
  }
}

function parseBulk(bytes: Buffer, length: number, start: number) {
  if (length < 0) return { reply: null, end: start };
  const end = start + length + 2;
  return bytes.length < end ? null : { reply: bytes.toString('utf8', start, end - 2), end };
}

function parseArray(bytes: Buffer, length: number, start: number) {
  if (length < 0) return { reply: null, end: start };
  const reply: Reply[] = [];
  let end = start;
  while (reply.length < length) {
    const item = parse(bytes, end);
    if (!item) return null;
    reply.push(item.reply);
    end = item.end;
  }
  return { reply, end };
}

interface Connection {
  run(commands: Argument[][]): Promise<Reply[]>;
  close(): void;
}

type Argument = string | number | boolean;
type Reply = string | number | null | Error | Reply[];
