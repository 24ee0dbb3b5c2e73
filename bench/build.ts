import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const PEERS = ['floor', 'better-auth', 'authjs'].map((name) => `bench/peers/${name}`);

/** Builds what is measured, for production; in a hurry, only what has changed since it was built. */
export function buildAll(inAHurry: boolean): void {
  if (!existsSync('bench/peers/node_modules')) run('npm', ['ci', '--prefix', 'bench/peers']);
  const next = (folder: string) => [`${folder}/node_modules/next/dist/bin/next`, 'build'];
  for (const peer of PEERS) {
    const parts = [peer, 'bench/peers/*.*'];
    if (!inAHurry || isStale(peer, parts)) run(process.execPath, [...next('bench/peers'), peer]);
  }
  if (!inAHurry || isStale('.', APPLICATION)) run(process.execPath, next('.'));
}

/** What goes into Latchkey's own build. */
const APPLICATION = ['app', 'components', 'db', 'lib', 'public', '*.ts', '*.mjs', 'package-lock.json'];

/** Whether any file of a build is newer than it. */
function isStale(folder: string, parts: string[]): boolean {
  const built = `${folder}/.next/BUILD_ID`;
  if (!existsSync(built)) return true;
  const listed = execFileSync('git', ['ls-files', '--', ...parts.map((part) => `:(glob)${part}`), ...parts]);
  const files = new Set(listed.toString().trim().split('\n'));
  return [...files].some((file) => existsSync(file) && statSync(file).mtimeMs > statSync(built).mtimeMs);
}

function run(program: string, args: string[]): void {
  const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', BUILD_STANDALONE: '' };
  const { status } = spawnSync(program, args, { stdio: 'inherit', env: environment });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
}

/** The version of a package that the peers use. */
export function peerVersion(name: string): string {
  return JSON.parse(readFileSync('bench/peers/package.json', 'utf8')).dependencies[name];
}
