import { AsyncLocalStorage } from 'node:async_hooks';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Loads a built middleware where there is what Vercel's edge runtime has, and nothing else of Node.js. */
export function loadMiddleware(folder: string, env: Record<string, string>) {
  const { entrypoint, environment } = JSON.parse(readFileSync(join(folder, '.vc-config.json'), 'utf8'));
  const { context } = new EdgeRuntime({
    extend: (globals: object) =>
      Object.assign(globals, {
        AsyncLocalStorage,
        process: { env: { ...environment, ...env } },
        require: (name: string) => MODULES[name.replace('node:', '')],
      }),
    initialCode: readFileSync(join(folder, entrypoint), 'utf8').replace(
      'export default ',
      'globalThis.run = ',
    ),
  });

  return (
    url: string,
    request: { method: string; headers: Headers; body: Buffer | null },
  ): Promise<Response> => {
    const headers = Object.fromEntries(request.headers);
    return context.run(new context.Request(url, { ...request, headers }), { waitUntil() {} });
  };
}

/** What Next.js itself tries its middleware with. */
const { EdgeRuntime } = createRequire(import.meta.url)('next/dist/compiled/edge-runtime');

const MODULES: Record<string, unknown> = { async_hooks: { AsyncLocalStorage }, buffer: { Buffer } };
