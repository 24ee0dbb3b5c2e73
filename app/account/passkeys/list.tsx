import type { Translate } from '@/lib/messages/format';
import { removalHint } from '@/lib/passkeys/authenticators';
import type { passkeysOf } from '@/lib/passkeys/credentials';
import { cardId } from './already-here';
import { DeletePasskey } from './delete-passkey';
import { nameId, PasskeyFacts } from './passkey-facts';
import { RenamePasskey } from './rename-passkey';

/** The account's passkeys, one item each, named after it. */
export function PasskeyList({ passkeys, inUse, sessions, emailSignsIn, t }: PasskeyListProps) {
  return (
    <ul id="list" className="stack scroll-mt-4 gap-3">
      {passkeys.map((passkey) => (
        <li
          key={passkey.id}
          id={cardId(passkey.id)}
          aria-label={passkey.name}
          className="panel stack scroll-mt-4 gap-4 p-5 target:outline-2 target:outline-accent-text sm:flex"
        >
          <PasskeyFacts passkey={passkey} inUse={passkey.id === inUse} t={t} />
          <div className="row items-start sm:max-w-1/2">
            <RenamePasskey id={passkey.id} name={passkey.name} describedBy={nameId(passkey)} />
            <DeletePasskey
              id={passkey.id}
              name={passkey.name}
              describedBy={nameId(passkey)}
              removalHint={removalHint(passkey.aaguid, passkey.backupEligible, t)}
              sessions={sessions.get(passkey.id) ?? 0}
              last={passkeys.length > 1 ? null : emailSignsIn ? 'replaceable' : 'needed'}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

type PasskeyListProps = {
  passkeys: Awaited<ReturnType<typeof passkeysOf>>;
  /** The one that opened this session. */
  inUse: string | null;
  /** How many other sessions each has opened. */
  sessions: Map<string, number>;
  emailSignsIn: boolean;
  t: Translate;
};
