import { readFileSync } from 'node:fs';

/** The events in the tables of docs/operate.md. */
export function documentedEvents(): string[] {
  const document = readFileSync('docs/operate.md', 'utf8');
  const logs = document.slice(document.indexOf('### What people did'), document.indexOf('## Alerts'));
  return [...logs.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, event = '']) => event);
}
