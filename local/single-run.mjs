import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Refusal } from './refusal.mjs';

/**
 * Where the lock of a folder is held: a socket, because the system lets go of it however its holder dies.
 * @param {string} folder
 * @param {NodeJS.Platform} platform
 */
export function lockAddress(folder, platform) {
  const name = `latchkey-${createHash('sha256').update(realpathSync.native(folder)).digest('hex').slice(0, 32)}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // A NUL in front makes it an abstract socket, which leaves no file behind.
  return platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/**
 * Holds the lock until this process ends, or refuses because another one does.
 * @param {string} address
 * @returns {Promise<Lock>}
 */
export async function holdLock(address) {
  let announcement = '';
  const server = createServer((socket) => socket.on('error', () => {}).end(announcement));
  try {
    await once(server.listen(address), 'listening');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    await refuseIfHeld(address);
    // A socket file outlives a killed holder.
    if (!address.startsWith('\0')) await rm(address, { force: true });
    await once(server.listen(address), 'listening');
  }
  return {
    announce(where) {
      announcement = where;
    },
  };
}

/** @param {string} address */
async function refuseIfHeld(address) {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
  } catch {
    return;
  }
  // The holder may be busy for seconds while it creates its database; that it holds is known already.
  socket.setTimeout(2000, () => socket.destroy());
  const where = await text(socket).catch(() => '');
  throw new Refusal(
    `Latchkey is already running for this folder${where && `, on ${where}`}. Stop it there first.`,
  );
}

/** @typedef {{ announce: (where: string) => void }} Lock `announce` says what a second start is told */
