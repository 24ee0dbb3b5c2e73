import { argon2Row, PEERS } from './names';

/** What Latchkey's medians are held against. */
export const GOALS: Goal[] = [
  { row: 'JavaScript bytes', of: ['floor'], plus: 6000 },
  {
    row: 'passkey can be picked from the field',
    of: ['floor'],
    times: 1.3,
    against: 'first contentful paint',
  },
  { row: 'passkey can be picked from the field', of: ['better-auth'], times: 0.5 },
  { row: 'passkey button to account page', of: ['better-auth'], times: 0.7 },
  { row: 'mailed link to account page', of: ['better-auth'], times: 0.7 },
  { row: 'CPU: passkey sign-in', of: PEERS, times: 0.6 },
  { row: 'CPU: mail request, unknown', of: PEERS, times: 0.8, withoutArgon2: true },
  { row: 'CPU: mail request, known', of: PEERS, times: 0.8, withoutArgon2: true },
  { row: 'CPU: redemption', of: PEERS, times: 0.8, withoutArgon2: true },
  { row: 'CPU: mail request, unknown', of: ['Latchkey'], times: 1.25, against: argon2Row(2) },
  { row: 'CPU: mail request, known', of: ['Latchkey'], times: 1.25, against: argon2Row(2) },
  { row: 'CPU: redemption', of: ['Latchkey'], times: 1.25, against: argon2Row(1) },
  { row: 'CPU: account page', of: ['floor'], times: 1.2 },
  { row: 'CPU: account page', of: PEERS, times: 0.7 },
  { row: 'CPU: session check', of: ['floor'], times: 1.2 },
  { row: 'CPU: session check', of: PEERS, times: 0.7 },
  { row: 'start to first answer', of: ['floor'], times: 1.2 },
  { row: 'first sign-in request', of: PEERS, times: 0.5 },
  { row: 'memory, idle', of: ['floor'], times: 1.2 },
  { row: 'memory, after all requests', of: PEERS, times: 1 },
];

export interface Goal {
  row: string;
  /** Whose figure is the measure; of several, the smallest. */
  of: string[];
  /** At most so many times that figure… */
  times?: number;
  /** …or so much more. */
  plus?: number;
  /** The row of the measure, where that is another. */
  against?: string;
  withoutArgon2?: true;
}
