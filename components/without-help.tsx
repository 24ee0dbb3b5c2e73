import type { Advice, Situation } from './ceremony-coach';
import { useMessages } from './messages';
import type { Told } from './use-coach';

/** In place of ceremony-help.tsx, where that cannot be had for want of a connection: says what is known without it. */
export const withoutHelp = { advise, HelpInWords };

async function advise({ cause }: Pick<Situation, 'cause'>): Promise<Advice | null> {
  if (['waiting', 'replaced', 'nothing'].includes(cause)) return null;
  return { sentence: 'coach.failed', next: null };
}

function HelpInWords({ told }: { told: Told }) {
  const t = useMessages();
  return <p>{told.words ?? t(told.sentence)}</p>;
}
