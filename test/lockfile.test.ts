import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lock = readLock('.');
/** Vercel's CLI has a lock of its own. */
const FOLDERS = ['.', 'test/vercel/cli'];

/** The first versions without the advisories that concern an application like this one. */
const OLDEST = { next: '16.2.6', nodemailer: '7.0.7', react: '19.2.6', 'react-dom': '19.2.6' };

test.each(FOLDERS)('package.json in %s names exact versions', (folder) => {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
});

// npm leaves out what the registry at hand did not serve; `npm ci` then fails on the systems that need it.
test.each(FOLDERS)('package-lock.json in %s holds the binaries of every system', (folder) => {
  const lock = readLock(folder);
  const absent = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && resolve(lock, name, path)?.version !== version)
      .map(([name, version]) => `${name}@${version}`),
  );
  expect(absent).toEqual([]);
});

test.each(FOLDERS)(
  'package-lock.json in %s names no host: the registry is for whoever installs to choose',
  (folder) => {
    const { packages } = readLock(folder);
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([]);
  },
);

test.each(Object.entries(OLDEST))('%s is at least %s', (name, oldest) => {
  const installed = String(lock.packages[`node_modules/${name}`]?.version);
  expect(installed.localeCompare(oldest, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
});

function readLock(folder: string): Lock {
  return JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8'));
}

/** The package that Node finds under a name from a path: in its own node_modules, then in those above. */
function resolve(lock: Lock, name: string, path: string): Package | undefined {
  const found = lock.packages[`${path ? `${path}/` : ''}node_modules/${name}`];
  if (found || !path) return found;
  const parent = path.lastIndexOf('/node_modules/');
  return resolve(lock, name, parent === -1 ? '' : path.slice(0, parent));
}

type Lock = { packages: Record<string, Package> };

interface Package {
  version: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
