import type { ComponentProps } from 'react';
import { ClientMessages } from '@/components/client-messages';
import { CreationForm } from './creation-form';

/** `CreationForm`, with what it has to say. */
export function CreatePasskey(props: ComponentProps<typeof CreationForm>) {
  return (
    <ClientMessages of={['coach', 'passkeyCreation', 'stepUp']}>
      <CreationForm {...props} />
    </ClientMessages>
  );
}
