import nextEnv from '@next/env';

/** Reads the .env files that `npm start` reads; what the shell has set wins. Without a word: the answer is the command's. */
export function readEnvironment(): void {
  const development = process.env.NODE_ENV === 'development';
  nextEnv.loadEnvConfig(process.cwd(), development, { info() {}, error: console.error });
}
