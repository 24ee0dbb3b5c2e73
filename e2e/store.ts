import { startUpstashBridge } from '../test/upstash-bridge';

/** Keeps something in the ephemeral store, as lib/ephemeral/upstash.ts does. */
export async function keepInStore(key: string, value: unknown, seconds: number) {
  const token = 'a-token-to-keep-with';
  const bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
  const headers = { authorization: `Bearer ${token}` };
  const body = JSON.stringify(['SET', key, JSON.stringify(value), 'EX', seconds]);
  await fetch(bridge.url, { method: 'POST', headers, body });
  await bridge.stop();
}
