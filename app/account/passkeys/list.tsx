import type { passkeysOf } from '@/lib/passkeys/credentials';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** The account's passkeys, one item each, named after it. */
export function PasskeyList({ passkeys, inUse }: Props) {
  if (passkeys.length === 0) return <p className="text-muted">You have none yet. You sign in by email.</p>;
  return (
    <ul className="stack gap-3">
      {passkeys.map((passkey) => (
        <li key={passkey.id} aria-label={passkey.name} className="panel stack gap-1 p-5">
          <span className="row justify-between">
            <strong>{passkey.name}</strong>
            {passkey.id === inUse && <span className="text-sm text-success-text">In use now</span>}
          </span>
          <span className="text-sm text-muted">
            {passkey.backupEligible ? 'Synced' : 'This device only'} · Created {day.format(passkey.createdAt)}{' '}
            · {passkey.lastUsedAt ? `Last used ${day.format(passkey.lastUsedAt)}` : 'Never used'}
          </span>
        </li>
      ))}
    </ul>
  );
}

type Props = { passkeys: Awaited<ReturnType<typeof passkeysOf>>; inUse: string | null };
