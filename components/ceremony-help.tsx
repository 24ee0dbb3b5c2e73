import type { ReactNode } from 'react';
import type { MessageKey } from '@/lib/messages/format';
import { type Advice, coach, type Situation, type Step } from './ceremony-coach';
import { useMessages } from './messages';
import type { Told } from './use-coach';

/** What there is to say of a ceremony that is stuck or over, on this page and in this browser. */
export async function advise(what: Omit<Situation, 'page' | 'phone'>): Promise<Advice | null> {
  return coach({ ...what, ...(await whatCanBeDone()) });
}

/** Says it, and has the next step as a control. */
export function HelpInWords({ told, steps, sentence }: HelpProps) {
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

/** What the page and the browser can do for a ceremony. */
async function whatCanBeDone(): Promise<Pick<Situation, 'page' | 'phone'>> {
  if (!('PublicKeyCredential' in window))
    return { page: isSecureContext ? 'without' : 'insecure', phone: false };
  const capabilities = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
  // With nothing finer than a finger, this is the phone.
  const phone = capabilities?.hybridTransport === true && matchMedia('(any-pointer: fine)').matches;
  return { page: window.self === window.top ? 'able' : 'framed', phone };
}

type HelpProps = { told: Told; steps: Partial<Record<Step, () => void>>; sentence?: ReactNode };
