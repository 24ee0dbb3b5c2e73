import { randomBytes } from 'node:crypto';
import { TEST_ENVIRONMENT } from '../test/environment';
import { authjsFlows } from './drivers/authjs';
import { betterAuthFlows } from './drivers/better-auth';
import { floorFlows } from './drivers/floor';
import { latchkeyFlows } from './drivers/latchkey';
import type { Flows } from './flows';
import { WITHOUT_ARGON2 } from './names';
import { type Server, type Startable, startServer } from './server';
import type { Services } from './services';

/** Starts everything that is measured. The first is the floor: the framework, doing nothing. */
export async function startContestants(services: Services): Promise<Contestant[]> {
  const databases = {
    latchkey: await services.database('latchkey'),
    withoutArgon2: await services.database('without_argon2'),
    betterAuth: await services.database('better_auth', 'bench/peers/better-auth/tables.sql'),
    authjs: await services.database('authjs', 'bench/peers/authjs/tables.sql'),
  };
  const latchkey = { mails: services.mails, resetLimits: services.emptyStore };
  const floor = { folder: 'bench/peers/floor', environment: () => ({}) };
  const floorServer = await startServer(floor);

  return [
    { name: 'floor', startable: floor, server: floorServer, flows: floorFlows() },
    {
      name: 'floor, nonce',
      startable: floor,
      server: floorServer,
      flows: floorFlows('/nonce'),
      prefix: '/nonce',
    },
    await start('better-auth', peer('better-auth', databases.betterAuth), ({ url }) =>
      betterAuthFlows(databases.betterAuth, () => linksOf(url)),
    ),
    await start('Auth.js', peer('authjs', databases.authjs), ({ url }) =>
      authjsFlows(databases.authjs, () => linksOf(url)),
    ),
    await start('Latchkey', application(services, databases.latchkey), () =>
      latchkeyFlows({ databaseUrl: databases.latchkey, ...latchkey }),
    ),
    await start(
      WITHOUT_ARGON2,
      application(services, databases.withoutArgon2, { NODE_OPTIONS: '--import ./bench/without-argon2.mjs' }),
      () => latchkeyFlows({ databaseUrl: databases.withoutArgon2, ...latchkey }),
    ),
  ];
}

async function start(name: string, startable: Startable, flowsOf: (server: Server) => Flows) {
  const server = await startServer(startable);
  return { name, startable, server, flows: flowsOf(server) };
}

function peer(folder: string, databaseUrl: string): Startable {
  return {
    folder: `bench/peers/${folder}`,
    environment: (url) => ({
      APP_URL: url,
      AUTH_URL: url,
      AUTH_SECRET: SECRET,
      BETTER_AUTH_SECRET: SECRET,
      DATABASE_URL: databaseUrl,
    }),
  };
}

function application(
  { mails, store }: Services,
  databaseUrl: string,
  more: Record<string, string> = {},
): Startable {
  return {
    folder: '.',
    environment: (url) => ({
      ...TEST_ENVIRONMENT,
      AUTH_SECRET: SECRET,
      APP_URL: url,
      DATABASE_URL: databaseUrl,
      SMTP_URL: mails.url,
      // Each visitor says which client it is.
      TRUSTED_PROXY_HOPS: '1',
      ...store,
      ...more,
    }),
  };
}

const SECRET = randomBytes(32).toString('base64url');

async function linksOf(url: string): Promise<string[]> {
  return (await fetch(`${url}/api/links`)).json();
}

export interface Contestant {
  name: string;
  startable: Startable;
  server: Server;
  flows: Partial<Flows>;
  /** Before its paths. */
  prefix?: string;
}
