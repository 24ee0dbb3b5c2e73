import { NeverAskForm, NotNowForm } from './offer-forms';
import { CreatePasskey } from './passkeys/create-passkey';

/** For a session that began by email, in a browser where none of the account's passkeys is known. */
export function PasskeyOffer({ owned }: { owned: { id: string; name: string }[] }) {
  return (
    <section aria-labelledby="offer" className="panel stack p-5">
      <h2 id="offer" className="text-lg font-semibold">
        Create a passkey on this device
      </h2>
      <p>
        Next time, sign in here with your fingerprint, your face or your screen lock. Do this only if the
        device is your own.
      </p>
      {owned.length > 0 && (
        <p className="text-muted">
          First you will be asked for one that you have, on your phone for example.
        </p>
      )}
      <div className="row items-start">
        <CreatePasskey to="/account" owned={owned} />
        <NotNowForm />
        <NeverAskForm />
      </div>
    </section>
  );
}
