import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Button } from './button';

test('at rest a button is called by its label alone', () => {
  const html = renderToStaticMarkup(<Button pending="Sending…">Email me a link</Button>);
  expect(html).toMatch(/^<button type="submit" class/);
  expect(html).not.toContain('Sending…');
  expect(html).toMatch(/<span class[^>]*>Email me a link/);
});

test('busy, it says so in place of its label, and keeps the focus by not being disabled', () => {
  const html = renderToStaticMarkup(
    <Button busy pending="Sending…">
      Email me a link
    </Button>,
  );
  expect(html).toMatch(/^<button type="submit" aria-disabled="true"/);
  expect(html).not.toContain('disabled=""');
  expect(html).toMatch(/<span aria-hidden="true"[^>]*>Email me a link/);
});
