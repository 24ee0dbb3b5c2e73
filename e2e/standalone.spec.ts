import { once } from 'node:events';
import { type IncomingMessage, request as open } from 'node:http';
import { connect } from 'node:net';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { documentedVariables, startStandalone } from './standalone';
import { registerWithPasskey, signOut, somebody } from './steps';

const heading = { level: 1 } as const;

test('what the Dockerfile copies serves with the documented variables alone', async ({ openBrowser }) => {
  const standalone = await startStandalone(documentedVariables());
  try {
    const page = await openBrowser({ baseURL: standalone.url });
    await withoutAutofill(page);
    await addAuthenticator(page);
    await registerWithPasskey(page, somebody());
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('heading', heading)).toHaveText('Your account');

    const script = await page.locator('script[src*="/_next/static/"]').first().getAttribute('src');
    for (const path of [script ?? '', '/icon.svg', '/icon-192.png', '/api/health']) {
      expect((await page.request.get(path)).status(), path).toBe(200);
    }
    expect((await page.request.get('/nowhere')).status()).toBe(404);
  } finally {
    await standalone.remove();
  }
});

test('SIGTERM ends a server once it has answered what it was asked', async () => {
  const { url, server, remove } = await startStandalone(documentedVariables());
  try {
    const body = '--x--\r\n';
    const underWay = open(`${url}/sign-in`, {
      method: 'POST',
      headers: {
        origin: url,
        expect: '100-continue',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': body.length,
      },
    });
    underWay.flushHeaders();
    await once(underWay, 'continue');
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await expect.poll(() => isListening(url)).toBe(false);

    const answered = once(underWay, 'response') as Promise<[IncomingMessage]>;
    underWay.end(body);
    const [answer] = await answered;
    answer.resume();
    // The form holds nothing, and is refused: by a server that still looks into what it took.
    expect(answer.statusCode).toBe(400);
    expect(await ended).toEqual([143, null]);
  } finally {
    await remove();
  }
});

/** Whether new connections are taken; one that is kept from before would be served until the end. */
async function isListening(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
}
