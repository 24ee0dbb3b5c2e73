import type { APIRequestContext, Page, Request } from '@playwright/test';
import { insertAccount } from './accounts';
import { inbox } from './inbox';
import { askForLink, type Person, somebody } from './steps';

/** Does what sends a POST, holds it back, and gives it: the server has not seen it. */
export async function interceptPost(page: Page, act: () => Promise<unknown>): Promise<Request> {
  const held = new Promise<Request>((resolve) => {
    void page.route('**/*', async (route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      resolve(request);
    });
  });
  await act();
  return held;
}

/** Asks for a link as somebody who has an account, and opens it in this browser, up to the POST that would sign in. */
export async function interceptRedemption(page: Page): Promise<{ person: Person; redemption: Request }> {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { link } = await inbox.latest(person.email);
  return { person, redemption: await interceptPost(page, () => page.goto(link)) };
}

/** Sends a browser's request so many times at once, cookies and all, each with headers of its own; answers the statuses. */
export async function replay(
  request: APIRequestContext,
  original: Request,
  times: number,
  headersOf: (index: number) => Record<string, string> = () => ({}),
): Promise<number[]> {
  const headers = await original.allHeaders();
  const sending = Array.from({ length: times }, (_, index) =>
    request.fetch(original.url(), {
      method: 'POST',
      headers: {
        ...Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
        ...headersOf(index),
      },
      data: original.postDataBuffer() ?? '',
      maxRedirects: 0,
    }),
  );
  return (await Promise.all(sending)).map((answer) => answer.status());
}
