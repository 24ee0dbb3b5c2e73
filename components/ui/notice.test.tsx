import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LiveRegion } from './notice';

test('a live region is there before it has anything to say', () => {
  expect(renderToStaticMarkup(<LiveRegion>{null}</LiveRegion>)).toMatch(/^<div role="status"[^>]*><\/div>$/);
  expect(renderToStaticMarkup(<LiveRegion tone="error">{''}</LiveRegion>)).toMatch(
    /^<div role="alert"[^>]*><\/div>$/,
  );
});

test('a live region says its message', () => {
  expect(renderToStaticMarkup(<LiveRegion tone="success">Saved.</LiveRegion>)).toMatch(
    /^<div role="status".*Saved\./,
  );
});
