import { startApplication } from './application';
import { expect, test } from './fixtures';
import { linesOf } from './log-lines';
import { askToRegister, register, somebody } from './steps';

const APPLICATION = process.env.E2E_APP_URL ?? '';

test('what a person did is found under the id of the answer, refused also where another page says so', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await askToRegister(page, person);
  const { link } = await inbox.latest(person.email);

  const posted = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.goto(
    link.replace(/\.(\w)([\w-]+)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`),
  );
  const requestId = (await posted).headers()['x-request-id'];
  await expect(page.getByText('This link is not right.')).toBeVisible();
  await expect(() => expect(linesOf(requestId)).toHaveLength(1)).toPass();
  expect(linesOf(requestId)).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      event: 'sign_in.open_link',
      requestId,
      outcome: 'refused',
      code: 'link_wrong',
      ms: expect.any(Number),
      client: expect.stringMatching(/^[\w-]{22}$/),
    },
  ]);
});

test('what is refused at the door is one line, under the id of the answer', async ({ request }) => {
  const headers = { Origin: 'https://elsewhere.example' };
  const answer = await request.post('/sign-in?token=secret', { headers, form: { token: 'secret' } });
  expect(answer.status()).toBe(403);
  const requestId = answer.headers()['x-request-id'];
  await expect(() => expect(linesOf(requestId)).toHaveLength(1)).toPass();
  const time = expect.any(String);
  expect(linesOf(requestId)).toEqual([
    { level: 'info', time, event: 'request.refused', requestId, status: 403 },
  ]);
});

test('a page that says that a service does not answer names the line to look for', async ({
  openBrowser,
}) => {
  const application = await startApplication({
    // Nothing listens there.
    DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:9/none',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
  });
  try {
    const page = await openBrowser({ baseURL: APPLICATION });
    await register(page, somebody());
    // Cookies are for all ports of a host.
    const answer = await page.goto(`${application.url}/account`);
    expect(answer?.status()).toBe(503);
    const requestId = answer?.headers()['x-request-id'];
    await expect(page.getByText('Reference:')).toHaveText(`Reference: ${requestId}`);
    await expect(() => expect(linesOf(requestId, application.url)).toHaveLength(1)).toPass();
    expect(linesOf(requestId, application.url)).toMatchObject([
      { event: 'page.unavailable', level: 'error' },
    ]);
  } finally {
    application.stop();
  }
});
