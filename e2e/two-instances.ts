import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';
import { findHaproxy } from '../test/requirements.mjs';
import { startUpstashBridge } from '../test/upstash-bridge';
import { startApplication } from './application';

/** The header with which a journey says which instance is to answer; without it they take turns, request by request. */
export const INSTANCE = 'X-Instance';
/** The header in which the proxy says which one did. */
export const ANSWERED_BY = 'X-Answered-By';

/** Starts two instances of the production build behind one address, on the database, Redis and mail server of all journeys. */
export async function startTwoInstances() {
  const token = 'a-token-for-tests';
  const bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
  const [front, a, b] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${front}`;
  const ports: Record<Name, number> = { a, b };
  const start = (name: Name) =>
    startApplication(
      {
        APP_URL: url,
        // The proxy adds the address that it sees to the one by which a journey says which client it is.
        TRUSTED_PROXY_HOPS: '2',
        DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
        SMTP_URL: process.env.E2E_SMTP_URL ?? '',
        UPSTASH_REDIS_REST_URL: bridge.url,
        UPSTASH_REDIS_REST_TOKEN: token,
      },
      ports[name],
    );
  const [proxy, first, second] = await Promise.all([startProxy(front, ports), start('a'), start('b')]);
  const running: Record<Name, Awaited<ReturnType<typeof start>>> = { a: first, b: second };

  return {
    /** Where people go. */
    url,
    /** Ends an instance in the middle of whatever it does. */
    kill: (name: Name) => running[name].stop(),
    /** Starts it again, once it was killed. */
    async restart(name: Name) {
      running[name] = await start(name);
    },
    async stop() {
      proxy.kill('SIGTERM');
      running.a.stop();
      running.b.stop();
      await bridge.stop();
    },
  };
}

async function startProxy(port: number, instances: Record<Name, number>) {
  const program = findHaproxy();
  if (!program) throw new Error('haproxy is missing: node test/run.mjs requirements');
  const ownFolder = await mkdtemp(join(tmpdir(), 'latchkey-haproxy-'));
  const file = join(ownFolder, 'haproxy.cfg');
  await writeFile(file, configuration(port, instances));
  return startLeashed({
    program,
    args: ['-W', '-db', '-f', file],
    ready: /Loading success/,
    ending: 'SIGTERM',
    ownFolder,
  });
}

/**
 * No sticky sessions. A request that reached nobody goes to the other instance; one whose instance died over it does so
 * only if it changes nothing, for a POST may have been done.
 */
function configuration(port: number, instances: Record<Name, number>) {
  const server = (name: Name) => `server ${name} 127.0.0.1:${instances[name]}`;
  return `
global
  log stdout format raw local0 notice
defaults
  log global
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  option forwardfor
  retries 3
  option redispatch 1
  retry-on conn-failure empty-response
frontend front
  bind 127.0.0.1:${port}
  http-request disable-l7-retry if METH_POST
  http-response set-header ${ANSWERED_BY} %[srv_name]
  use_backend only-a if { req.hdr(${INSTANCE}) a }
  use_backend only-b if { req.hdr(${INSTANCE}) b }
  default_backend both
backend both
  balance roundrobin
  default-server check inter 250ms fall 1 rise 1
  ${server('a')}
  ${server('b')}
backend only-a
  ${server('a')}
backend only-b
  ${server('b')}
`;
}

export type Name = 'a' | 'b';
