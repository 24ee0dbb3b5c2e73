import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal; anything but a yes is a no. Throws NobodyToAsk where there is no terminal. */
export async function askOnTerminal(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new NobodyToAsk();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

export class NobodyToAsk extends Error {
  constructor() {
    super('This asks first, and there is no terminal to ask on. If you are sure, add --yes.');
  }
}
