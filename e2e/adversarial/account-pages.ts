/** What only somebody who is signed in may see. */
export const accountPages = [
  '',
  '/activity',
  '/data',
  '/data/download',
  '/passkeys',
  '/profile',
  '/security',
  '/sessions',
].map((page) => `/account${page}`);
