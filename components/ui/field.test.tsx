import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Field } from './field';

test('the label, the hint and the error belong to the input', () => {
  const html = renderToStaticMarkup(
    <Field label="Email" name="email" hint="Work or home." error="Not an address." />,
  );
  const id = attribute(html, 'input', 'id');
  expect(attribute(html, 'label', 'for')).toBe(id);

  const [hintId, errorId] = attribute(html, 'input', 'aria-describedby')?.split(' ') ?? [];
  expect(html).toMatch(new RegExp(`id="${hintId}"[^>]*>Work or home\\.<`));
  expect(html).toMatch(new RegExp(`id="${errorId}" aria-live="polite".*Not an address\\.`));
  expect(attribute(html, 'input', 'aria-invalid')).toBe('true');
});

test('without an error the place for one is there, empty, and the input counts as valid', () => {
  const html = renderToStaticMarkup(<Field label="Email" name="email" defaultValue="ada@" />);
  expect(html).toMatch(/<div[^>]* aria-live="polite"[^>]*><\/div>/);
  expect(attribute(html, 'input', 'aria-invalid')).toBeUndefined();
  expect(attribute(html, 'input', 'aria-describedby')).toBeUndefined();
  expect(attribute(html, 'input', 'value')).toBe('ada@');
});

test('addresses, usernames and codes run from left to right in every language, names as the page does', () => {
  const direction = (autoComplete: string) =>
    attribute(renderToStaticMarkup(<Field label="" name="it" autoComplete={autoComplete} />), 'input', 'dir');
  expect(['email', 'username webauthn', 'one-time-code', 'name'].map(direction)).toEqual([
    'ltr',
    'ltr',
    'ltr',
    undefined,
  ]);
});

function attribute(html: string, element: string, name: string) {
  return html.match(new RegExp(`<${element}[^>]* ${name}="([^"]*)"`))?.[1];
}
