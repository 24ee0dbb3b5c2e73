'use client';

import {
  type ComponentProps,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Button } from './button';

/**
 * A modal dialog, opened by a `DialogButton` and closed by another, by Escape or by a press beside it. The first
 * control in it gets the focus, or the one with `data-focus`: the way out, where the first cannot be undone. It may stand in a form, and its fields are then the form's; it may stand in another dialog.
 *
 * `open` is for the state of a server action: it is obeyed at first, when it changes, and again with every new `token`
 * (give the state itself), whatever the person did in between. Opened by the server it needs no JavaScript to be seen.
 * `onClose` is for an `open` kept in a state of the page, which has to hear of it.
 */
export function Dialog({ id, title, open = false, token, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [openAtFirst] = useState(open);
  const obeyed = useRef<Wish>({ open: false, token });
  const pressedBeside = useRef(false);

  useEffect(() => {
    const last = obeyed.current;
    if (!dialog.current || (open === last.open && token === last.token)) return;
    obeyed.current = { open, token };
    if (open) show(dialog.current);
    else hide(dialog.current);
  });

  function closed({ currentTarget }: SyntheticEvent<HTMLDialogElement>) {
    // Making it modal closes it for an instant.
    if (!currentTarget.open) onClose?.();
  }

  // For browsers that do not know `closedby`. A selection dragged out of the dialog is no press beside it.
  function press({ target, currentTarget }: PointerEvent) {
    pressedBeside.current = target === currentTarget && !('closedBy' in currentTarget);
  }

  function release({ target, currentTarget }: MouseEvent<HTMLDialogElement>) {
    if (pressedBeside.current && target === currentTarget) hide(currentTarget);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: The key for it is Escape, and the browser's own.
    <dialog
      id={id}
      ref={dialog}
      // React writes it once and never again: from then on the browser does.
      open={openAtFirst}
      // A button may have opened it before React came.
      suppressHydrationWarning
      closedby="any"
      aria-labelledby={`${id}-title`}
      onClose={closed}
      onPointerDown={press}
      onClick={release}
      className="modal text-start text-base font-normal whitespace-normal text-ink outline-none"
    >
      {/* It fills the dialog, so that a press on the dialog itself is one beside it. */}
      <div className="stack p-5 sm:p-6">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

/** Opens or closes the dialog of that id: by HTML alone where the browser can, else by script. */
export function DialogButton({ dialog, action = 'open', ...button }: DialogButtonProps) {
  const opens = action === 'open';

  function press(event: MouseEvent<HTMLButtonElement>) {
    const { currentTarget } = event;
    // The command would do the same once more.
    event.preventDefault();
    const target = document.getElementById(dialog);
    if (!(target instanceof HTMLDialogElement)) return;
    if (!opens) return hide(target);
    // Safari does not focus what is pressed, and the focus returns to where it was.
    currentTarget.focus();
    show(target);
  }

  return (
    <Button
      {...button}
      type="button"
      command={opens ? 'show-modal' : 'close'}
      commandfor={dialog}
      aria-haspopup={opens ? 'dialog' : undefined}
      onClick={press}
    />
  );
}

function show(dialog: HTMLDialogElement) {
  if (dialog.matches(':modal')) return;
  // One in a closed dialog would be unseen, one opened before its outer dialog would lie below it.
  const outer = dialog.parentElement?.closest('dialog');
  if (outer) show(outer);
  // The server can only open it as not modal.
  dialog.close();
  if (document.activeElement === document.body) openerOf(dialog)?.focus();
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[data-focus]')?.focus();
}

function hide(dialog: HTMLDialogElement) {
  for (const inner of dialog.querySelectorAll('dialog')) inner.close();
  dialog.close();
}

/** Where the focus returns to, when it was nowhere. */
function openerOf(dialog: HTMLDialogElement) {
  return document.querySelector<HTMLElement>(`[command="show-modal"][commandfor="${CSS.escape(dialog.id)}"]`);
}

declare module 'react' {
  interface ButtonHTMLAttributes<T> {
    command?: 'show-modal' | 'close';
    commandfor?: string;
  }
}

type Wish = { open: boolean; token: unknown };
type DialogProps = {
  id: string;
  title: ReactNode;
  open?: boolean;
  token?: unknown;
  onClose?: () => void;
  children: ReactNode;
};
type DialogButtonProps = { dialog: string; action?: 'open' | 'close'; 'data-focus'?: true } & Omit<
  ComponentProps<typeof Button>,
  'type' | 'onClick' | 'pending' | 'busy' | 'command' | 'commandfor'
>;
