import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Switch } from './switch';

test('a switch says in words whether it is on, and sends its form', () => {
  const on = renderToStaticMarkup(<Switch label="Sign in by email" checked on="On" off="Off" />);
  expect(on).toMatch(/<button[^>]* type="submit" role="switch" aria-checked="true"[^>]*>On</);

  const off = renderToStaticMarkup(<Switch label="Sign in by email" checked={false} on="On" off="Off" />);
  expect(off).toMatch(/<button[^>]* type="submit" role="switch" aria-checked="false"[^>]*>Off</);
});

test('it is called by its label alone, and described by its hint', () => {
  const html = renderToStaticMarkup(
    <Switch label="Sign in by email" hint="A link, when needed." checked={false} on="On" off="Off" />,
  );
  const [, labelId] = html.match(/aria-labelledby="([^"]*)"/) ?? [];
  const [, hintId] = html.match(/aria-describedby="([^"]*)"/) ?? [];
  expect(html).toMatch(new RegExp(`<label id="${labelId}"[^>]*>Sign in by email<`));
  expect(html).toMatch(new RegExp(`<p id="${hintId}"[^>]*>A link, when needed\\.<`));
});
