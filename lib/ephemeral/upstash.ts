import 'server-only';
import { errors, type Pipeline, Redis } from '@upstash/redis';
import { policy } from '@/lib/policy';
import { type Answers, type Command, type EphemeralStore, StoreUnavailable, shaped } from './store';

/** Counting and expiry in one step: a counter that lost its expiry would stay for good. */
const COUNT = `
  local value = redis.call('INCR', KEYS[1])
  if value == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
  return value`;

/** The ephemeral store in Upstash Redis, one request to its REST interface for each run. */
export function upstashStore({ url, token }: { url: string; token: string }): EphemeralStore {
  const redis = new Redis({
    url,
    token,
    // Not `false`, which this client takes for one retry: a take that is sent twice loses what it took.
    retry: { retries: 0 },
    // Made anew for each request. With a plain signal, the client would answer a timeout as if it were a value.
    signal: () => AbortSignal.timeout(policy.patience.store),
    // Values are JSON of our own: read as such by us, and always good UTF-8.
    automaticDeserialization: false,
    responseEncoding: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
  return {
    async run<const C extends readonly Command[]>(...commands: C) {
      try {
        const pipeline = redis.pipeline();
        for (const command of commands) add(command, pipeline);
        const answers = await pipeline.exec<unknown[]>();
        return commands.map((command, index) => answer(command, answers[index])) as Answers<C>;
      } catch (error) {
        throw new StoreUnavailable(`The ephemeral store at Upstash failed: ${failure(error)}`);
      }
    },
  };
}

function add(command: Command, pipeline: Pipeline) {
  switch (command.do) {
    case 'put':
      return pipeline.set(command.key, JSON.stringify(command.value), { ex: command.seconds });
    case 'read':
      return pipeline.get(command.key);
    case 'take':
      return pipeline.getdel(command.key);
    case 'remove':
      return pipeline.del(command.key);
    case 'count':
      return pipeline.eval(COUNT, [command.key], [command.seconds]);
  }
}

function answer(command: Command, result: unknown) {
  switch (command.do) {
    case 'put':
      if (result === 'OK') return undefined;
      break;
    case 'read':
    case 'take':
      if (result === null) return null;
      if (typeof result === 'string') return shaped(command, JSON.parse(result));
      break;
    case 'remove':
      if (result === 0 || result === 1) return result === 1;
      break;
    case 'count':
      if (Number.isSafeInteger(result)) return result;
      break;
  }
  throw new TypeError('Not an answer to this command');
}

/** A word at most: messages of this client hold whole commands and answers, our keys and values. */
function failure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error instanceof errors.UpstashJSONParseError) return 'not JSON';
  if (error instanceof errors.UpstashError)
    return /^(Command \d+ \[ \w+ \] failed: )?(\w+)/.exec(error.message)?.[2] ?? '';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
