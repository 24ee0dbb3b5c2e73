import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import startServers from '../global-setup';
import { query } from '../query';
import { buildForVercel, copyProject } from './build';
import { PRODUCTION } from './environment';

/** Deploys to an empty database: the build has to bring it up to date. */
export default async function setup(project: TestProject) {
  const stopServers = await startServers(project);
  const { postgresUrl } = project.getProvidedContext();
  await query(postgresUrl, 'create database deployed template template0');
  const databaseUrl = new URL('/deployed', postgresUrl).href;

  const copy = await copyProject();
  const { status, output } = await buildForVercel(copy, {
    ...PRODUCTION,
    DATABASE_URL_UNPOOLED: databaseUrl,
    POSTGRES_URL: databaseUrl,
  });
  if (status !== 0) throw new Error(`vercel build ended with status ${status}:\n${output}`);
  project.provide('buildLog', output);
  project.provide('buildOutput', join(copy, '.vercel/output'));
  project.provide('databaseUrl', databaseUrl);
  return async () => {
    await stopServers();
    await rm(copy, { recursive: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    /** What the build said. */
    buildLog: string;
    /** The folder that would be deployed. */
    buildOutput: string;
    /** The database that was empty before the build. */
    databaseUrl: string;
  }
}
