import 'server-only';
import { errors, Redis } from '@upstash/redis';
import { patience } from '@/lib/patience';
import { policy } from '@/lib/policy';
import { answersOf, type Command, type EphemeralStore, StoreUnavailable, shaped } from './store';

/**
 * A run is one script, and so one command: what it costs, and how long it takes, do not hang on how much it does. Counting
 * and expiry are one step in it: a counter that lost its expiry would stay for good.
 */
const RUN = `
  local answers = {}
  for i, key in ipairs(KEYS) do
    local verb, first, second = unpack(ARGV, 3 * i - 2, 3 * i)
    local ended = false
    if verb == 'put' then
      answers[i] = redis.call('SET', key, first, 'EX', second)
    elseif verb == 'remove' then
      answers[i] = redis.call('DEL', key)
    elseif verb == 'read' or verb == 'take' then
      answers[i] = redis.call(verb == 'take' and 'GETDEL' or 'GET', key)
      ended = first == 'needed' and not answers[i]
    else
      answers[i] = redis.call('INCR', key)
      if answers[i] == 1 then redis.call('EXPIRE', key, first) end
      ended = verb == 'limit' and answers[i] > tonumber(second)
    end
    if ended then break end
  end
  return answers`;

/** The ephemeral store in Upstash Redis, one request to its REST interface for each run. */
export function upstashStore({ url, token }: { url: string; token: string }): EphemeralStore {
  const redis = new Redis({
    url,
    token,
    // Not `false`, which this client takes for one retry: a take that is sent twice loses what it took.
    retry: { retries: 0 },
    // Made anew for each request. With a plain signal, the client would answer a timeout as if it were a value.
    signal: () => patience(policy.patience.store),
    // Values are JSON of our own: read as such by us, and always good UTF-8.
    automaticDeserialization: false,
    responseEncoding: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
  return {
    async run<const C extends readonly Command[]>(...commands: C) {
      try {
        const keys = commands.map(({ key }) => key);
        const answers = await redis.eval<unknown[], unknown[]>(RUN, keys, commands.flatMap(parameters));
        return answersOf(commands, (command, index) => answer(command, answers[index]));
      } catch (error) {
        throw new StoreUnavailable(`The ephemeral store at Upstash failed: ${failure(error)}`);
      }
    },
  };
}

/** The verb, and two more. */
function parameters(command: Command): [string, string | number, string | number] {
  switch (command.do) {
    case 'put':
      return ['put', JSON.stringify(command.value), command.seconds];
    case 'read':
    case 'take':
      return [command.do, command.needed ? 'needed' : '', ''];
    case 'remove':
      return ['remove', '', ''];
    case 'count':
      return ['count', command.seconds, ''];
    case 'limit':
      return ['limit', command.seconds, command.atMost];
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
    case 'limit':
      if (Number.isSafeInteger(result)) return Number(result) <= command.atMost;
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
