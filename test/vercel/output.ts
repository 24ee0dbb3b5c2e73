import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The functions of a build output, each with the routes that share it. */
export function readFunctions(output: string): BuiltFunction[] {
  const root = join(output, 'functions');
  const routes = new Map<string, string[]>();
  for (const path of functionFolders(root)) {
    const folder = realpathSync(path);
    const route = `/${relative(root, path).replace(/(^index)?\.func$/, '')}`;
    routes.set(folder, [...(routes.get(folder) ?? []), route]);
  }
  return [...routes].map(([folder, of]) => {
    const files = filesOf(folder);
    return {
      folder,
      // The router's own addresses of the same pages only repeat them.
      routes: of.filter((route) => !/\.(rsc|segments\/.*)$/.test(route)).sort(),
      config: JSON.parse(readFileSync(join(folder, '.vc-config.json'), 'utf8')),
      bytes: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
      native: files.filter((file) => file.endsWith('.node')),
    };
  });
}

function functionFolders(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.endsWith('.func')) return [path];
    return statSync(path).isDirectory() ? functionFolders(path) : [];
  });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
}

export interface BuiltFunction {
  folder: string;
  routes: string[];
  config: { runtime: string; architecture?: string };
  bytes: number;
  /** Its native modules. */
  native: string[];
}
