import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Refusal } from './refusal.mjs';

const HOST = '127.0.0.1';

/**
 * Postgres in this process, kept in a folder and reachable by its wire protocol. Nothing guards the folder against a
 * second process, which would ruin it: hold the lock first.
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function openDatabase(folder, port) {
  const postgres = new SharedPGlite(folder);
  try {
    await postgres.waitReady;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Refusal(
      `The database cannot be opened (${reason}). To begin with an empty one, remove ${folder}`,
      {
        cause,
      },
    );
  }
  const server = new PGLiteSocketServer({ db: postgres, host: HOST, port, maxConnections: 100 });
  await server.start();
  return {
    url: `postgres://postgres:postgres@${HOST}:${port}/postgres`,
    async close() {
      // Not awaited: it never ends when a connection arrived in this very moment.
      void server.stop();
      await postgres.close();
    },
  };
}

/**
 * One session behind many connections. The server lets one connection finish its transaction before it serves the
 * next; here it also lets it finish its statement, whose parts (parse, bind, execute) may arrive separately.
 */
class SharedPGlite extends PGlite {
  #withinStatement = false;

  /** @override @type {PGlite['execProtocolRawStream']} */
  execProtocolRawStream(message, options) {
    // Parse, bind, describe, execute, close, flush: everything until the sync belongs together.
    this.#withinStatement = 'PBDECH'.includes(String.fromCharCode(message[0] ?? 0));
    return super.execProtocolRawStream(message, options);
  }

  /** @override */
  isInTransaction() {
    return this.#withinStatement || super.isInTransaction();
  }
}
