// What the tests need beside Node: where it is on this machine and, where it is missing, how it gets here.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Chromium's executable, or null; CHROMIUM_PATH names another. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const applications = [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return (
    [process.env.CHROMIUM_PATH, ...applications.map((name) => `/Applications/${name}`)].find(isExecutable) ??
    firstOnPath(...names)
  );
}

/** The redis-server executable, or null. */
export function findRedis() {
  return firstOnPath('redis-server');
}

/** The haproxy executable, or null. It is a system program, which not everybody has in their PATH. */
export function findHaproxy() {
  return firstOnPath('haproxy') ?? ['/usr/sbin/haproxy'].find(isExecutable) ?? null;
}

/** The folder of Postgres's server programs, or null. Distributions keep it out of the PATH. */
export function findPostgres() {
  const versions = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap(postgresVersions);
  const onPath = firstOnPath('postgres');
  const folders = [...versions, ...(onPath ? [dirname(onPath)] : [])];
  return (
    folders.find((folder) => ['postgres', 'initdb'].every((name) => isExecutable(join(folder, name)))) ?? null
  );
}

/**
 * Installs with apt-get what is missing, where that takes no password.
 * @returns {string[]} a sentence for each thing that is missing even so
 */
export function bringRequirements() {
  const missing = () => REQUIREMENTS.filter(({ find }) => !find());
  const packages = missing().map(({ debian }) => debian);
  if (packages.length > 0) aptGet(['update'], ['install', '--yes', '--no-install-recommends', ...packages]);
  return missing().map(
    ({ name, debian, macos }) =>
      `${name} is missing: on Linux, install the package ${debian}; on macOS, ${macos}.`,
  );
}

const REQUIREMENTS = [
  {
    name: 'Chromium',
    find: findChromium,
    debian: 'chromium',
    macos: 'install Google Chrome, or set CHROMIUM_PATH to a Chromium',
  },
  { name: 'redis-server', find: findRedis, debian: 'redis-server', macos: 'run brew install redis' },
  {
    name: 'The Postgres server',
    find: findPostgres,
    debian: 'postgresql',
    macos: 'run brew install postgresql@17',
  },
  { name: 'haproxy', find: findHaproxy, debian: 'haproxy', macos: 'run brew install haproxy' },
  { name: 'ps', find: () => firstOnPath('ps'), debian: 'procps', macos: 'it belongs to the system' },
];

/** @param {string[][]} commands */
function aptGet(...commands) {
  if (!firstOnPath('apt-get')) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const [program = '', ...options] = isRoot ? environment : ['sudo', '-n', ...environment];
  for (const command of commands) spawnSync(program, [...options, ...command], { stdio: 'inherit' });
}

/** @param {string} folder */
function postgresVersions(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => /^(postgresql@)?\d+$/.test(name))
      .sort((a, b) => versionOf(b) - versionOf(a))
      .map((name) => join(folder, name, 'bin'));
  } catch {
    return [];
  }
}

/** @param {string} name */
function versionOf(name) {
  return Number(name.replace('postgresql@', ''));
}

/** @param {string[]} names */
function firstOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

/** @param {string | undefined} path */
function isExecutable(path) {
  try {
    accessSync(path ?? '', constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
