// Serves one built function as Vercel's Node.js runtime does: loads its handler, then gives it every request.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder = '', port] = process.argv.slice(2);
// What a request leaves to be done after its answer; Vercel keeps the instance awake for it, and here nothing sleeps.
const context = { waitUntil: (/** @type {Promise<unknown>} */ work) => void work.catch(console.error) };
Object.assign(globalThis, { [Symbol.for('@vercel/request-context')]: { get: () => context } });

const require = createRequire(join(folder, 'index.cjs'));
const { handler } = JSON.parse(readFileSync(join(folder, '.vc-config.json'), 'utf8'));
createServer(require(join(folder, handler))).listen(Number(port), '127.0.0.1', () =>
  console.log('Listening'),
);
