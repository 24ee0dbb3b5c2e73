import { execSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A fresh copy of the project in a folder of its own, linked to a project on Vercel that does not exist. */
export async function copyProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'latchkey-vercel-'));
  await cp('.', copy, { recursive: true, filter: (path) => !NOT_PUSHED.test(path) });
  // The bundler takes no symbolic link here. Hard links cost a second, but do not reach another file system.
  execSync(`cp -al node_modules '${copy}/' || cp -a node_modules '${copy}/'`, { stdio: 'ignore' });
  await mkdir(join(copy, '.vercel'));
  await writeFile(join(copy, '.vercel/project.json'), JSON.stringify(PROJECT));
  return copy;
}

/**
 * Builds a copy of the project as Vercel does, with these variables and no others, and without the network: what Vercel
 * would install is there already. The result is in `.vercel/output`, each function complete in its folder.
 */
export async function buildForVercel(copy: string, variables: Record<string, string>) {
  const cli = spawn(process.execPath, [CLI, 'build', '--yes', '--prod', '--standalone', '--cwd', copy], {
    env: {
      PATH: process.env.PATH,
      HOME: join(copy, '.vercel'),
      CI: '1',
      NODE_ENV: 'production',
      VERCEL_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      NO_UPDATE_NOTIFIER: '1',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => cli.once('close', resolve));
  const [status, ...streams] = await Promise.all([ended, text(cli.stdout), text(cli.stderr)]);
  return { status, output: streams.join('') };
}

const CLI = join(import.meta.dirname, 'cli/node_modules/vercel/dist/vc.js');

/** What `git push` leaves behind, and what is only there to test with. */
const NOT_PUSHED =
  /^(node_modules|\.git|\.next|\.vercel|\.latchkey|test-results|test\/vercel\/cli|\.env(\..*)?\.local)($|\/)/;

/** As `vercel pull` writes it. Nothing to install: the copy has its node_modules. */
const PROJECT = {
  projectId: 'prj_latchkey',
  orgId: 'team_latchkey',
  settings: { framework: 'nextjs', nodeVersion: '24.x', installCommand: '' },
};
