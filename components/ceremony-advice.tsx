import type { ReactNode } from 'react';
import type { MessageKey } from '@/lib/messages/format';
import type { Step } from './ceremony-coach';
import { useMessages } from './messages';
import { LiveRegion } from './ui/notice';
import type { Told } from './use-coach';

/**
 * Says what became of a ceremony, and has the next step as a control. `steps` are those that the place itself can take;
 * the others lead elsewhere. `sentence` stands in for the coach's, where the place knows more.
 */
export function CeremonyAdvice({ told, steps, sentence }: CeremonyAdviceProps) {
  const urgent = told && !told.calm ? told : null;
  const calm = told?.calm ? told : null;
  return (
    <>
      <LiveRegion tone="error">
        {urgent && <Words told={urgent} steps={steps} sentence={sentence} />}
      </LiveRegion>
      <LiveRegion>{calm && <Words told={calm} steps={steps} />}</LiveRegion>
    </>
  );
}

function Words({ told, steps, sentence }: CeremonyAdviceProps & { told: Told }) {
  const t = useMessages();
  const isServers = told.words !== undefined && told.sentence.startsWith('refusals.');
  return (
    <>
      <p>{sentence ?? (isServers ? told.words : t(told.sentence))}</p>
      {told.next && <NextStep step={told.next} take={steps[told.next]} />}
    </>
  );
}

function NextStep({ step, take }: { step: Step; take: (() => void) | undefined }) {
  const t = useMessages();
  const name = t(names[step]);
  if (take) {
    return (
      <button type="button" onClick={take} className={`cursor-pointer ${looks}`}>
        {name}
      </button>
    );
  }
  return (
    // Not the framework's link: where something is amiss, the page that comes had better be a new one.
    <a href={placeOf(step)} target={step === 'alone' ? '_blank' : undefined} rel="noopener" className={looks}>
      {name}
    </a>
  );
}

function placeOf(step: Step): string {
  const { host, pathname, search } = location;
  switch (step) {
    case 'recover':
      return '/sign-in/recover';
    case 'passkeys':
      return '/account/passkeys#list';
    case 'signIn':
      return `/sign-in?to=${encodeURIComponent(pathname)}`;
    case 'without':
      return '/account';
    case 'secure':
      return `https://${host}${pathname}${search}`;
    default:
      return `${pathname}${search}`;
  }
}

const names: Record<Step, MessageKey> = {
  again: 'common.tryAgain',
  phone: 'coach.usePhone',
  mail: 'coach.signInByEmail',
  without: 'coach.goOnWithout',
  recover: 'coach.recover',
  passkeys: 'coach.yourPasskeys',
  signIn: 'coach.signIn',
  stop: 'coach.stopWaiting',
  reload: 'coach.reload',
  secure: 'coach.openSecure',
  alone: 'coach.openAlone',
};

const looks = 'link -mb-2 inline-flex min-h-11 items-center text-start';

type CeremonyAdviceProps = {
  told: Told | null;
  steps: Partial<Record<Step, () => void>>;
  sentence?: ReactNode;
};
