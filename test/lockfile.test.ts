import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lock = readLock('.');
/** Vercel's CLI and what Latchkey is measured against have locks of their own. */
const FOLDERS = ['.', 'bench/peers', 'test/vercel/cli'];

/** The first versions without the advisories that are known of what serves requests, and the newest of these. */
const OLDEST = {
  '@auth/core': '0.41.3', // GHSA-8fpg-xm3f-6cx3
  '@simplewebauthn/server': '13.3.2', // GHSA-6hxq-p678-4hr2
  'drizzle-orm': '0.45.2', // CVE-2026-39356
  next: '16.3.3', // CVE-2026-75604
  'next-auth': '5.0.0-beta.32', // GHSA-8fpg-xm3f-6cx3
  nodemailer: '9.1.0', // GHSA-2x7j-588g-ccc2
  react: '19.2.8', // CVE-2026-44907
  'react-dom': '19.2.8',
};

/** They only check that their binary, a package of its own, has come along: nothing is lost without it. */
const WOULD_RUN_CODE = ['esbuild'];

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

test.each(Object.entries(OLDEST))('RL13: %s is at least %s', (name, oldest) => {
  const installed = String(lock.packages[`node_modules/${name}`]?.version);
  expect(installed.localeCompare(oldest, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
});

test('no package runs code of its own when it is installed', () => {
  const wouldRun = FOLDERS.flatMap((folder) => {
    expect(readFileSync(`${folder}/.npmrc`, 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const packages = Object.entries(readLock(folder).packages);
    return packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  });
  expect(wouldRun.length).toBeGreaterThan(0);
  expect(
    wouldRun.filter((path) => !WOULD_RUN_CODE.includes(path.split('node_modules/').at(-1) ?? '')),
  ).toEqual([]);
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
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}
