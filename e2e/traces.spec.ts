import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSilence } from 'node:net';
import { text } from 'node:stream/consumers';
import { startApplication } from './application';
import { expect, test } from './fixtures';
import { register, somebody } from './steps';

test('PR1, PR2: traces reach the collector without the links, addresses and names that the requests held', async ({
  openBrowser,
}) => {
  const collector = await openCollector();
  const application = await startApplication(tracing(collector.url));
  try {
    const page = await openBrowser({ baseURL: application.url });
    const person = somebody();
    const { link, code } = await register(page, person);
    const answer = await page.goto('/sign-in?to=/account&secret=hunter2');
    const requestId = answer?.headers()['x-request-id'] ?? 'missing';

    await expect(() => expect(collector.received()).toContain(requestId)).toPass();
    await expect(() => expect(collector.received()).toContain('GET /sign-in/link')).toPass();
    const [, token = ''] = link.split('token=');
    for (const kept of [token, code, person.email, person.username, 'hunter2', 'Mozilla', '?']) {
      expect(collector.received()).not.toContain(kept);
    }
  } finally {
    application.stop();
    collector.close();
  }
});

test('a collector that never answers holds nobody up', async ({ openBrowser }) => {
  const silence = createSilence(() => {});
  await once(silence.listen(0, '127.0.0.1'), 'listening');
  const application = await startApplication(tracing(addressOf(silence)));
  try {
    const page = await openBrowser({ baseURL: application.url });
    await register(page, somebody());
    expect((await page.goto('/account'))?.status()).toBe(200);
  } finally {
    application.stop();
    silence.close();
  }
});

function tracing(collector: string) {
  return {
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    // Milliseconds between two batches.
    OTEL_BSP_SCHEDULE_DELAY: '200',
  };
}

/** Takes traces as a collector does (OTLP over HTTP, as JSON). */
async function openCollector() {
  const batches: string[] = [];
  const server = createServer(async (request, response) => {
    batches.push(await text(request));
    response.end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: addressOf(server), received: () => batches.join('\n'), close: () => server.close() };
}

function addressOf(server: { address(): unknown }) {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
