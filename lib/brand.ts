// Written by `npm run brand`.

/** The accent, for mails and the manifest, which read no style sheet. */
export const accent = '#0f745b';
