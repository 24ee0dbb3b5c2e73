import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseUrl, migrationUrl } from '../db/database-url.mjs';
import { migrate, reason } from '../db/migrate.mjs';
import { answering, startNext } from './application.mjs';
import { openDatabase } from './database.mjs';
import { keptSecret, readEnvironment } from './environment.mjs';
import { openInbox } from './inbox.mjs';
import { exactPort, freePort } from './ports.mjs';
import { Refusal } from './refusal.mjs';
import { holdLock, lockAddress } from './single-run.mjs';
import { summary } from './summary.mjs';

/** How long everything together may take to close, in milliseconds. More than the application alone. */
const PATIENCE = 8000;

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '.latchkey');

/** What is running, oldest first. @type {(() => Promise<unknown>)[]} */
const closers = [];
let leaving = false;

/**
 * Starts what the environment does not name already (a database, an inbox), migrates, and serves the application
 * until it ends or is told to stop.
 * @param {'dev' | 'preview'} command
 */
export async function launch(command) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => leave(0));
  try {
    await leave(await serve(command));
  } catch (error) {
    if (!leaving) console.error(error instanceof Refusal ? error.message : error);
    await leave(1);
  }
}

/**
 * @param {'dev' | 'preview'} command
 * @returns {Promise<number>} the exit status of the application
 */
async function serve(command) {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const { inherited, settings } = readEnvironment(root, command === 'dev');

  const lock = databaseUrl(settings) ? null : await holdLock(lockAddress(data, process.platform));
  const port = settings.PORT ? await exactPort(settings.PORT) : await freePort(3000);
  const address = `http://localhost:${port}`;
  lock?.announce(address);

  const database = databaseUrl(settings) ? null : await startDatabase();
  const inbox = settings.SMTP_URL || settings.RESEND_API_KEY ? null : await startInbox();
  const defaults = {
    APP_URL: address,
    AUTH_SECRET: settings.AUTH_SECRET || keptSecret(join(data, 'secret')),
    DATABASE_URL: database?.url,
    SMTP_URL: inbox?.smtpUrl,
    // Resend accepts senders of a proven domain only: there is none to guess.
    MAIL_FROM: settings.RESEND_API_KEY ? undefined : 'Latchkey <latchkey@localhost>',
  };
  // What stands in .env files is left to Next, which reads them again when they change.
  const unset = Object.entries(defaults).filter(([name]) => !settings[name]);
  const env = {
    ...inherited,
    ...Object.fromEntries(unset),
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: '1',
  };

  await bringUpToDate(database?.url ?? migrationUrl(settings) ?? '');
  if (command === 'preview') {
    const status = await start(['build'], env).exited;
    if (status !== 0) return status;
  }
  // On localhost alone: passkeys need it, or HTTPS, and the rest of the network has no business here.
  const application = start([command === 'dev' ? 'dev' : 'start', '--hostname', 'localhost'], env);
  void answering(address).then(() => console.log(summary(address, inbox, database, settings)));
  return application.exited;
}

async function startDatabase() {
  const folder = join(data, 'database');
  if (!existsSync(folder)) console.log('Creating the database. This is done once and takes a few seconds.');
  const database = await openDatabase(folder, await freePort(54_320));
  closers.push(database.close);
  return database;
}

async function startInbox() {
  const inbox = await openInbox(join(data, 'mail'), await freePort(1025), await freePort(1080));
  closers.push(inbox.close);
  return inbox;
}

/** @param {string} databaseUrl */
async function bringUpToDate(databaseUrl) {
  try {
    await migrate(databaseUrl);
  } catch (error) {
    throw new Refusal(`The database could not be brought up to date: ${reason(error)}`, { cause: error });
  }
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function start(args, env) {
  const application = startNext(args, root, env);
  closers.push(application.stop);
  return application;
}

/**
 * Closes what is running, newest first, and ends the process.
 * @param {number} status
 */
async function leave(status) {
  // Ctrl-C arrives twice when npm stands between: once from the terminal, once passed on.
  if (leaving) return;
  leaving = true;
  // Even a killed database loses nothing.
  setTimeout(() => process.exit(status), PATIENCE).unref();
  for (const close of closers.reverse()) await close();
  process.exit(status);
}
