import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { TEST_ENVIRONMENT } from './environment';
import { query } from './query';

// Every test file has a migrated database of its own.
const server = inject('postgresUrl');
const database = `test_${randomUUID().replaceAll('-', '')}`;

await query(server, `create database ${database}`);
afterAll(() => query(server, `drop database ${database} with (force)`));

Object.assign(process.env, TEST_ENVIRONMENT, {
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: new URL(`/${database}`, server).href,
  // Nothing listens there: a test that needs mail starts an inbox.
  SMTP_URL: 'smtp://127.0.0.1:9',
});
