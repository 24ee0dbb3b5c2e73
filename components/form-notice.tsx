import type { FormState } from '@/lib/form-state';
import { LiveRegion } from './ui/notice';

/** What a form has to say as a whole. Where its fields say it already, it points there. */
export function FormNotice({ state }: { state: Pick<FormState, 'refusal'> }) {
  return <LiveRegion tone="error">{state.refusal?.message}</LiveRegion>;
}
