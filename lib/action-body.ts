import type { Field } from './multipart';

/** Deeper values are none of ours; React descends into them by recursion. */
const DEEPEST = 16;

/** Next.js refuses more than 1000 with a 500; our actions take two. */
const MOST_ARGUMENTS = 10;

/**
 * Whether React can decode the arguments of a Server Action called by script: part `0` holds them, once, and all other
 * parts are the fields of a form among them (React, `processReply`: `_1_email`).
 */
export function isActionCall(fields: Field[]): boolean {
  const roots = fields.filter(({ name }) => !/^_\d{1,3}_/.test(name));
  const [root] = roots;
  return roots.length === 1 && root?.name === '0' && isArguments(root.value);
}

/**
 * Whether React can decode a form that calls a Server Action without script. Hidden fields name the action: either
 * `$ACTION_ID_…`, or `$ACTION_REF_1` with the action's id in `$ACTION_1:0` and its first arguments in `$ACTION_1:1`
 * (React, `decodeAction`).
 */
export function isActionForm(fields: Field[]): boolean {
  const hidden = fields.filter(({ name }) => name.startsWith('$ACTION_'));
  const names = new Set(hidden.map(({ name }) => name));
  const called = [...names].filter((name) => /^\$ACTION_(?:ID|REF)_/.test(name));
  const complete = called.every((name) => {
    const [, reference] = /^\$ACTION_REF_(.*)$/.exec(name) ?? [];
    return (
      reference === undefined || (names.has(`$ACTION_${reference}:0`) && names.has(`$ACTION_${reference}:1`))
    );
  });
  return called.length > 0 && complete && names.size === hidden.length && hidden.every(isHiddenField);
}

function isHiddenField({ name, value }: Field): boolean {
  if (/^\$ACTION_\d{1,3}:0$/.test(name)) return /^\{"id":"[\da-f]{42}","bound":"\$@1"\}$/.test(value);
  if (/^\$ACTION_\d{1,3}:1$/.test(name)) return isArguments(value);
  return /^\$ACTION_(?:KEY|ID_[\da-f]{42}|REF_\d{1,3})$/.test(name);
}

function isArguments(json: string): boolean {
  try {
    const values: unknown = JSON.parse(json);
    return Array.isArray(values) && values.length <= MOST_ARGUMENTS && isPlain(values, 0);
  } catch {
    return false;
  }
}

/**
 * Whether React takes a value as it stands. Strings that begin with a dollar sign are its references; of these our own
 * clients send an escaped dollar, `undefined`, and the form among the arguments (React, `parseModelString`).
 */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string')
    return !value.startsWith('$') || /^\$(?:\$|undefined$|K[\da-f]{1,3}$)/.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((inner) => isPlain(inner, depth + 1));
}
