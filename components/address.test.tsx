import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Address, Breakable } from './address';

test('an address may break before its @ and its dots, and reads the same', () => {
  const html = renderToStaticMarkup(<Address>ada.king@example.co.uk</Address>);
  expect(html).toBe('<bdi dir="ltr">ada<wbr/>.king<wbr/>@example<wbr/>.co<wbr/>.uk</bdi>');
});

test('a sentence may break within its addresses, and not before its full stop', () => {
  const html = renderToStaticMarkup(<Breakable>From ada@example.com to b@c.d.</Breakable>);
  expect(html).toBe('From ada<wbr/>@example<wbr/>.com to b<wbr/>@c<wbr/>.d.');
});

test('what is no address is shown as it is', () => {
  expect(renderToStaticMarkup(<Address>ada</Address>)).toBe('<bdi dir="ltr">ada</bdi>');
});
