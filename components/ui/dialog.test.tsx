import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Dialog, DialogButton } from './dialog';

test('a dialog is called by its title and waits closed', () => {
  const html = renderToStaticMarkup(
    <Dialog id="rename" title="Rename “Laptop”">
      What it was
    </Dialog>,
  );
  expect(html).toMatch(/^<dialog id="rename" closedby="any" aria-labelledby="rename-title"/);
  expect(html).toMatch(/<h2 id="rename-title"[^>]*>Rename “Laptop”<\/h2>What it was/);
});

test('refused without JavaScript, it comes opened by the server', () => {
  const html = renderToStaticMarkup(
    <Dialog id="rename" title="Rename “Laptop”" open>
      What it was
    </Dialog>,
  );
  expect(html).toMatch(/^<dialog id="rename" open=""/);
});

test('its buttons open and close it by HTML alone, and send no form', () => {
  const opens = renderToStaticMarkup(<DialogButton dialog="rename">Rename</DialogButton>);
  expect(opens).toMatch(
    /^<button command="show-modal" commandfor="rename" aria-haspopup="dialog" type="button"/,
  );

  const closes = renderToStaticMarkup(
    <DialogButton dialog="rename" action="close">
      Cancel
    </DialogButton>,
  );
  expect(closes).toMatch(/^<button command="close" commandfor="rename" type="button"/);
});
