import type { CompiledMessage } from 'icu-minify/format';

/**
 * A message whose values run their own way: a name, an address or a code that runs from left to right would pull along the
 * words around it, where those run from right to left (Unicode UAX 9, 2.4.2).
 */
export function isolated(message: CompiledMessage): CompiledMessage {
  return Array.isArray(message) ? (isolatedNodes(message) as CompiledMessage) : message;
}

/** A text as it is kept: how it runs is the business of whoever shows it. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(FIRST_STRONG_ISOLATE, '').replaceAll(POP_ISOLATE, '');
}

/** Parts are texts, values (`[name]`), elements (`[name, ...parts]`) and choices (`[name, kind, parts by case]`). */
function isolatedNodes(nodes: unknown[]): unknown[] {
  return nodes.flatMap((node) => {
    if (!Array.isArray(node)) return [node];
    const [name, kind, ...rest] = node;
    if (node.length === 1) return [FIRST_STRONG_ISOLATE, node, POP_ISOLATE];
    if (typeof kind !== 'number' || kind === NUMBER_SIGN) return [[name, ...isolatedNodes(node.slice(1))]];
    return [[name, kind, ...rest.map(isolatedCases)]];
  });
}

function isolatedCases(cases: unknown): unknown {
  if (typeof cases !== 'object' || cases === null) return cases;
  return Object.fromEntries(
    Object.entries(cases).map(([key, part]) => [key, Array.isArray(part) ? isolatedNodes(part) : part]),
  );
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Stands for the `#` of a plural. */
const NUMBER_SIGN = 0;
