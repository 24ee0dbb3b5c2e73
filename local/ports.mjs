import { once } from 'node:events';
import { createServer } from 'node:net';
import { Refusal } from './refusal.mjs';

/** A server on one address does not always keep another from the same port on a second address. */
const HOSTS = ['127.0.0.1', '0.0.0.0', '::1', '::'];

/** Ports found but perhaps not listened on yet. @type {Set<number>} */
const promised = new Set();

/**
 * The first port from `preferred` upwards that nobody listens on. No port is given out twice.
 * @param {number} preferred
 */
export async function freePort(preferred) {
  for (let port = preferred; port <= 65_535; port++) {
    if (await claim(port)) return port;
  }
  throw new Refusal(`Every port from ${preferred} upwards is taken.`);
}

/**
 * The port that the developer asked for, or a Refusal if it cannot be had.
 * @param {string} value
 */
export async function exactPort(value) {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refusal(`PORT is not a port: ${value}`);
  if (await claim(port)) return port;
  throw new Refusal(`Port ${port} is taken. Set PORT to another, or leave it out to have one found.`);
}

/** @param {number} port */
async function claim(port) {
  if (promised.has(port)) return false;
  for (const host of HOSTS) if (!(await canListen(port, host))) return false;
  promised.add(port);
  return true;
}

/**
 * @param {number} port
 * @param {string} host
 */
async function canListen(port, host) {
  const server = createServer();
  try {
    await once(server.listen({ port, host }), 'listening');
  } catch (error) {
    // A machine without IPv6 has nobody listening there either.
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
  }
  server.close();
  await once(server, 'close');
  return true;
}
