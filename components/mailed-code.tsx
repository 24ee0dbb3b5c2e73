'use client';

import { type ClipboardEvent, type FormEvent, type RefObject, useEffect, useRef } from 'react';
import { findCode, formatCode, parseCode } from '@/lib/crockford';
import type { LeavingAction } from '@/lib/form-state';
import { policy } from '@/lib/policy';
import { useFilledMessages } from './filled-messages';
import { FormNotice } from './form-notice';
import { useMessages } from './messages';
import { Button } from './ui/button';
import { Field } from './ui/field';
import { LiveRegion } from './ui/notice';
import { useCountdown } from './use-countdown';
import { useFormAction } from './use-form-action';

/** Says that a mail did not go out. */
export function MailFailure({ failed }: { failed: boolean }) {
  const t = useMessages();
  return <LiveRegion tone="error">{failed && t('mailedCode.mailFailed')}</LiveRegion>;
}

/**
 * Takes the code of a mail, and sends itself once one is there. `request` is the one that this tab waits on. `focused` is
 * for a page that is there for the code alone.
 */
export function CodeForm({
  action: enter,
  request,
  focused = false,
}: MailedCodeProps & { focused?: boolean }) {
  const t = useMessages();
  const [state, action] = useFormAction(enter);
  const field = useRef<HTMLInputElement>(null);
  const typing = useSendingItself();
  useFocusOnArrival(field, focused);

  // What was refused is to be typed anew.
  useEffect(() => {
    if (state.refusal?.code === 'code_wrong') field.current?.select();
  }, [state]);

  return (
    <form action={action} noValidate className="stack">
      <input type="hidden" name="request" value={request} />
      <Field
        {...typing}
        ref={field}
        label={t('mailedCode.code')}
        hint={t('mailedCode.codeHint')}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="XXXX-XXXX"
        required
        defaultValue={state.values.code}
        error={state.refusal?.message}
      />
      <FormNotice state={{ refusal: null }} />
      <Button variant="primary" pending={t('mailedCode.checking')}>
        {t('mailedCode.continue')}
      </Button>
    </form>
  );
}

/** Sends another mail, once so many seconds have passed. */
export function SendAgainForm({ action: send, request, seconds, urgent = false }: SendAgainProps) {
  const t = useFilledMessages();
  const [state, action] = useFormAction(send);
  const left = useCountdown(seconds);
  return (
    <form action={action} className="stack gap-2">
      <input type="hidden" name="request" value={request} />
      <FormNotice state={state} />
      <Button
        variant={urgent ? 'primary' : 'quiet'}
        disabled={left !== null && left > 0}
        pending={t('mailedCode.sending')}
      >
        {t('mailedCode.sendAgain')}
      </Button>
      {left !== null && left > 0 && (
        <p className="text-center text-sm text-muted tabular-nums">
          {t('mailedCode.againIn', { seconds: left })}
        </p>
      )}
    </form>
  );
}

/**
 * A whole code sends its form: once for each, for tries are few, and only when its end was typed last, so that nobody who
 * mends the middle is overtaken. Pasted, it may have a sentence around it.
 */
function useSendingItself() {
  const sent = useRef(new Set<string>());

  function send(input: HTMLInputElement, code: string) {
    if (sent.current.has(code)) return;
    sent.current.add(code);
    input.form?.requestSubmit();
  }

  return {
    onInput({ currentTarget: input, nativeEvent }: FormEvent<HTMLInputElement>) {
      const code = parseCode(input.value, policy.link.codeLength);
      const erased = nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith('delete');
      if (code && !erased && input.selectionEnd === input.value.length) send(input, code);
    },
    onPaste(event: ClipboardEvent<HTMLInputElement>) {
      const code = findCode(event.clipboardData.getData('text'), policy.link.codeLength);
      if (!code) return;
      event.preventDefault();
      event.currentTarget.value = formatCode(code);
      send(event.currentTarget, code);
    },
  };
}

/**
 * Only where a keyboard is likely: on a phone the one on the screen would cover what the page has to say. Screen readers
 * pass the heading by that way, but have said it as the page's title; the field's own words tell the rest.
 */
function useFocusOnArrival(field: RefObject<HTMLInputElement | null>, wanted: boolean) {
  useEffect(() => {
    if (wanted && matchMedia('(hover: hover) and (pointer: fine)').matches) {
      field.current?.focus();
    }
  }, [field, wanted]);
}

type MailedCodeProps = {
  action: LeavingAction;
  request: string;
};
type SendAgainProps = MailedCodeProps & {
  seconds: number;
  /** Whether it is all that is left to do. */
  urgent?: boolean;
};
