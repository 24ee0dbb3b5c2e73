import type { ReactNode } from 'react';
import type { Step } from './ceremony-coach';
import { LiveRegion } from './ui/notice';
import type { Told } from './use-coach';

/**
 * Says what became of a ceremony, and has the next step as a control. `steps` are those that the place itself can take;
 * the others lead elsewhere. `sentence` stands in for the coach's, where the place knows more.
 */
export function CeremonyAdvice({ told, steps, sentence }: CeremonyAdviceProps) {
  const words = told && <told.Words told={told} steps={steps} sentence={told.calm ? undefined : sentence} />;
  return (
    <>
      <LiveRegion tone="error">{told?.calm ? null : words}</LiveRegion>
      <LiveRegion>{told?.calm ? words : null}</LiveRegion>
    </>
  );
}

type CeremonyAdviceProps = {
  told: Told | null;
  steps: Partial<Record<Step, () => void>>;
  sentence?: ReactNode;
};
