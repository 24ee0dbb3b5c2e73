/** Gives the focus to the page's content where nothing has it: what had it is gone. */
export function focusWhereLost(): void {
  if (document.activeElement === document.body)
    document.getElementById('main')?.focus({ preventScroll: true });
}

/** The form that was sent last. React gives an action the fields of its form, but not the form. */
export function sentForm(): HTMLFormElement | null {
  return sent;
}

/**
 * Leads to what is wrong with a form that was refused: its first bad field takes the focus. Where none is bad, the focus
 * stays on the button, to press it again, and what the form says comes into view.
 */
export function leadToRefusal(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLElement>('[aria-invalid=true]');
  if (field) field.focus();
  else form.querySelector('[role=alert]:not(:empty)')?.scrollIntoView({ block: 'nearest' });
}

let sent: HTMLFormElement | null = null;
if (typeof document !== 'undefined') {
  const note = ({ target }: Event) => {
    if (target instanceof HTMLFormElement) sent = target;
  };
  // Before React, which runs the action while the event is on its way up.
  document.addEventListener('submit', note, true);
}
