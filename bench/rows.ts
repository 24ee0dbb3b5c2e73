import { argon2Row } from './names';

/** What the table shows, in its order. Rows that begin alike belong together. */
export const ROWS: Row[] = [
  { key: 'JavaScript bytes', title: 'JavaScript of `/sign-in`, bytes on the wire', digits: 0 },
  { key: 'CSS bytes', title: 'CSS of `/sign-in`, bytes on the wire', digits: 0 },
  { key: 'HTML bytes', title: 'HTML of `/sign-in`, bytes on the wire', digits: 0 },
  { key: 'all requests', title: 'requests of `/sign-in`', digits: 0 },
  { key: 'first contentful paint', title: 'first contentful paint of `/sign-in`, ms', digits: 0 },
  {
    key: 'passkey can be picked from the field',
    title: 'navigation to a passkey that can be picked from the field, ms',
    digits: 0,
  },
  {
    key: 'passkey button to account page',
    title: 'click on “Sign in with a passkey” to the account page on screen, ms',
    digits: 0,
  },
  { key: 'passkey button to account page, requests', title: '… requests', digits: 0 },
  {
    key: 'mailed link to account page',
    title: 'click on the mailed link to the account page on screen, ms',
    digits: 0,
  },
  { key: 'mailed link to account page, requests', title: '… requests', digits: 0 },
  ...server('sign-in page', 'GET `/sign-in`'),
  ...server('account page', 'protected page, signed in'),
  ...server('session check', 'session check'),
  ...server('mail request, unknown', 'mail request, unknown address'),
  ...withoutHashes('mail request, unknown'),
  ...server('mail request, known', 'mail request, known address'),
  ...withoutHashes('mail request, known'),
  ...server('redemption', 'redemption of a mailed link'),
  ...withoutHashes('redemption'),
  ...server('passkey sign-in', 'passkey sign-in: options and verification'),
  { key: argon2Row(1), title: 'one Argon2id hash by itself: CPU, ms', digits: 1 },
  { key: argon2Row(2), title: 'two Argon2id hashes side by side by themselves: CPU, ms', digits: 1 },
  { key: 'start to first answer', title: 'start to first 200 of `/sign-in`, ms', digits: 0 },
  {
    key: 'first sign-in request',
    title: 'first sign-in request after a start (mail request), ms',
    digits: 0,
  },
  { key: 'memory, idle', title: 'memory (RSS) idle, MB', digits: 0 },
  { key: 'memory, after all requests', title: 'memory (RSS) after all these requests, MB', digits: 0 },
];

/** A row of what each server did for the same: processor time first, since waiting tells of the machine as well. */
function server(key: string, title: string): Row[] {
  return [
    { key: `CPU: ${key}`, title: `${title}: server CPU, ms`, digits: 2 },
    { key: `p50: ${key}`, title: '… wall, median, ms', digits: 1 },
    { key: `p99: ${key}`, title: '… wall, 99th percentile, ms', digits: 1 },
  ];
}

function withoutHashes(key: string): Row[] {
  return [{ key: `CPU: ${key}`, title: '… server CPU, Argon2 apart, ms', digits: 2, withoutArgon2: true }];
}

export interface Row {
  /** Under which its figures are kept. */
  key: string;
  title: string;
  digits: number;
  /** Of the server whose hashes cost nothing, in Latchkey's place. */
  withoutArgon2?: true;
}
