// Takes the pictures of the README and of customise.md from those of `npm run pictures`.
import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';

const CHOSEN = {
  'sign-in-light': 'sign-in-phone-light',
  'sign-in-dark': 'sign-in-phone-dark',
  passkeys: 'passkeys-desktop-light',
  'accent-blue-light': 'accent-blue-light',
  'accent-blue-dark': 'accent-blue-dark',
  'accent-plum-light': 'accent-plum-light',
  'accent-plum-dark': 'accent-plum-dark',
};

const taken = resolve(import.meta.dirname, '../../test-results/pictures');
for (const [name, picture] of Object.entries(CHOSEN)) {
  copyFileSync(resolve(taken, `${picture}.png`), resolve(import.meta.dirname, `${name}.png`));
}
