import 'server-only';
import { listCredentials, type Passkey } from '@/db/credentials';
import type { SessionUser } from '@/db/sessions';

/** A person's passkeys, oldest first. */
export async function passkeysOf(user: SessionUser): Promise<Passkey[]> {
  return listCredentials(user.id);
}
