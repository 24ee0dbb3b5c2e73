import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { freePort } from '../free-port';
import { startLeashed } from '../leashed-process';
import { loadMiddleware } from './middleware';
import { follow, routesInFront } from './routes';

/**
 * Serves a build output as far as this application needs it: the routes in front, the middleware, static files, and each
 * function in a process of its own, which starts at its first request. https://vercel.com/docs/build-output-api
 */
export async function startDeployment(output: string, env: Record<string, string>) {
  const routes = routesInFront(output);
  const middleware = loadMiddleware(join(output, 'functions/middleware.func'), env);
  const instances = new Map<string, ReturnType<typeof startFunction>>();

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    const headers = platformHeaders(request);
    const body = method === 'POST' ? await buffer(request) : null;

    let path = url.pathname;
    for (const route of routes) {
      const next = follow(route, path, headers);
      if (next === null) continue;
      path = next;
      for (const [name, value] of Object.entries(route.headers ?? {})) response.setHeader(name, value);
      if (!route.middlewarePath) continue;
      const said = await middleware(url.href, { method, headers, body });
      for (const [name, value] of said.headers) {
        const override = name.match(/^x-middleware-request-(.*)$/)?.[1];
        if (override) headers.set(override, value);
        else if (!name.startsWith('x-middleware-')) response.setHeader(name, value);
      }
      if (said.headers.has('x-middleware-next')) continue;
      return response.writeHead(said.status).end(Buffer.from(await said.arrayBuffer()));
    }

    const file = join(output, 'static', path);
    if (existsSync(file) && statSync(file).isFile()) return response.end(readFileSync(file));
    const name = path === '/' ? 'index' : path.slice(1);
    const exists = existsSync(functionFolder(name));
    headers.set('x-matched-path', exists ? path : '/_not-found');
    const folder = realpathSync(functionFolder(exists ? name : '_not-found'));
    if (!instances.has(folder)) instances.set(folder, startFunction(folder, env));
    const inner = ask({ ...(await instances.get(folder)), method, path: path + url.search });
    for (const [header, value] of headers) inner.setHeader(header, value);
    inner.end(body);
    const [answered]: IncomingMessage[] = await once(inner, 'response');
    for (const [header, value] of Object.entries(answered?.headers ?? {}))
      response.setHeader(header, value ?? '');
    response.writeHead(exists ? (answered?.statusCode ?? 502) : 404);
    answered?.pipe(response);
  }

  function functionFolder(name: string) {
    return join(output, 'functions', `${name}.func`);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Ends every instance, as Vercel does when nobody has asked for a while: the next request starts one. */
    async sleep() {
      const running = await Promise.all(instances.values());
      instances.clear();
      for (const { stop } of running) stop();
    },
    async stop() {
      await this.sleep();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function startFunction(folder: string, env: Record<string, string>) {
  const port = await freePort();
  const instance = await startLeashed({
    program: process.execPath,
    args: [join(import.meta.dirname, 'serve-function.mjs'), folder, String(port)],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    ready: /Listening/,
    ending: 'SIGKILL',
  });
  instance.stdout?.pipe(process.stdout);
  instance.stderr?.pipe(process.stderr);
  return { host: '127.0.0.1', port, stop: () => instance.kill('SIGKILL') };
}

/** Vercel writes these itself, whatever the client sent. */
function platformHeaders({ headersDistinct, headers, socket }: IncomingMessage): Headers {
  const pairs = Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]);
  const made = new Headers(pairs as [string, string][]);
  made.set('x-forwarded-for', socket.remoteAddress ?? '');
  made.set('x-forwarded-host', headers.host ?? '');
  made.set('x-forwarded-proto', 'https');
  made.delete('connection');
  return made;
}
