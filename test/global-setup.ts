import type { TestProject } from 'vitest/node';
import { migrate } from '../db/migrate.mjs';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

/** One Postgres and one Redis for the whole run. Databases created there are migrated from the start. */
export default async function setup(project: TestProject) {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  await migrate(new URL('/template1', postgres.url).href);
  project.provide('postgresUrl', postgres.url);
  project.provide('redisPort', redis.port);
  return () => Promise.all([postgres.stop(), redis.stop()]);
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The administrator's address of the run's Postgres; a test file's own database is in DATABASE_URL. */
    postgresUrl: string;
    redisPort: number;
  }
}
