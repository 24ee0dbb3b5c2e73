import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The routes of a build output that come before its files: headers, the middleware, addresses of the router's own. */
export function routesInFront(output: string): Route[] {
  const { routes }: { routes: Route[] } = JSON.parse(readFileSync(join(output, 'config.json'), 'utf8'));
  return routes.slice(
    0,
    routes.findIndex(({ handle }) => handle === 'filesystem'),
  );
}

/** Whether a route is for a request: null, or the path it goes on with. */
export function follow({ src = '', dest, has = [], missing = [] }: Route, path: string, headers: Headers) {
  const found = new RegExp(`^(?:${src})$`).exec(path);
  const groups: Record<string, string> = { ...found?.groups };
  const holds = ({ key, value = '.*' }: Condition) => {
    const match = new RegExp(`^(?:${value})$`).exec(headers.get(key) ?? '\n');
    Object.assign(groups, match?.groups);
    return match !== null;
  };
  if (!found || !has.every(holds) || missing.some(holds)) return null;
  return dest ? dest.replace(/\$(\w+)/g, (_, name) => found[name] ?? groups[name] ?? '') : path;
}

interface Route {
  handle?: string;
  src?: string;
  dest?: string;
  status?: number;
  headers?: Record<string, string>;
  has?: Condition[];
  missing?: Condition[];
  middlewarePath?: string;
}

type Condition = { key: string; value?: string };
