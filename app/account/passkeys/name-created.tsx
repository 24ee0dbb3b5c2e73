'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { nameCreated } from './actions';

/** To name a passkey right after it was created, and go on to `to`. Whoever does not care goes on without. */
export function NameCreated({ id, name, to }: NameCreatedProps) {
  const [state, action] = useFormAction(nameCreated);
  const problem = state.refusal?.fields.name;
  return (
    <section aria-labelledby="created" className="panel stack p-5">
      <div className="stack gap-1">
        <h2 id="created" className="text-lg font-semibold">
          What shall it be called?
        </h2>
        <p className="text-muted">
          So that you can tell it from others later. You can change it at any time.
        </p>
      </div>
      <form action={action} noValidate className="stack">
        {!problem && <FormNotice state={state} />}
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="to" value={to} />
        <Field
          label="Passkey name"
          name="name"
          autoComplete="off"
          required
          defaultValue={state.values.name ?? name}
          error={problem}
        />
        <div className="row">
          <Button variant="primary" pending="Saving…">
            Save name
          </Button>
        </div>
      </form>
    </section>
  );
}

type NameCreatedProps = { id: string; name: string; to: '/account' | '/account/passkeys' };
