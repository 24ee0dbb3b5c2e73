import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { translator } from '@/lib/messages/translate';
import { AccountNav } from './account-nav';

test('of the links to the account pages, one is to the page itself', () => {
  const html = renderToStaticMarkup(
    <AppRouterContext value={{} as never}>
      <AccountNav current="/account/passkeys" t={translator('en')} />
    </AppRouterContext>,
  );
  expect(html).toMatch(/^<nav aria-label="Account"/);
  expect(html.match(/<a /g)).toHaveLength(7);
  expect(html.match(/<a[^>]* aria-current="page"[^>]*>[^<]*/g)).toEqual([
    expect.stringMatching(/href="\/account\/passkeys".*>Passkeys$/),
  ]);
});
