import { startRegistration } from '@simplewebauthn/browser';
import { useEffect, useEffectEvent, useState, useTransition } from 'react';
import { useMessages } from '@/components/messages';
import { endCeremony } from '@/components/observe-ceremony';
import { stoppable } from '@/components/stoppable';
import { unanswered } from '@/components/unanswered';
import { useCoach } from '@/components/use-coach';
import { type beginPasskey, finishPasskey } from './actions';

/**
 * Has the browser create a passkey as soon as its options are there, and goes on `to` where it is named. `already` are the
 * passkeys, one of which is there already.
 */
export function usePasskeyCreation(begun: Begun, to: '/account' | '/account/passkeys') {
  const t = useMessages();
  const { told, hush, ask, refuse } = useCoach('creation');
  const [waiting, setWaiting] = useState(false);
  const [finishing, startTransition] = useTransition();
  const [already, setAlready] = useState<string[]>([]);

  // Not to be begun anew when the page is drawn anew, as after an action that set a cookie.
  const create = useEffectEvent(async (optionsJSON: Options, isReplaced: () => boolean) => {
    setWaiting(true);
    setAlready(optionsJSON.excludeCredentials?.map(({ id }) => id) ?? []);
    const response = await ask(
      stoppable(() => startRegistration({ optionsJSON })),
      optionsJSON.hints?.[0],
    );
    if (isReplaced()) return;
    setWaiting(false);
    if (!response) return;
    startTransition(async () => {
      const answer = { challenge: optionsJSON.challenge, response, to };
      const finished = await finishPasskey(answer).catch((error) => unanswered(error, t));
      // A success leads elsewhere, and the framework takes over.
      if (finished.ok) return;
      setAlready([response.id]);
      await refuse(finished.refusal);
    });
  });

  useEffect(() => {
    if (!begun) return;
    let replaced = false;
    void create(begun.value, () => replaced);
    return () => {
      replaced = true;
      endCeremony('replaced');
    };
  }, [begun]);

  return { told, hush, already, waiting, finishing };
}

/** The options of the last ceremony that was begun; null before the first. */
export type Begun = Awaited<ReturnType<typeof beginPasskey>>['done'];
type Options = NonNullable<Begun>['value'];
