import { Fragment } from 'react';

/** Where a passkey was to be created there is one already: this one, or one of these. */
export function AlreadyHere({ ids, owned }: { ids: string[]; owned: { id: string; name: string }[] }) {
  const candidates = owned.filter(({ id }) => ids.includes(id));
  return (
    <>
      There is a passkey of your account there already
      {candidates.length > 0 && (candidates.length === 1 ? ': ' : ', one of these: ')}
      {candidates.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          {/* Not the framework's link: with that, the card would not be the page's target. */}
          <a href={`/account/passkeys#${cardId(id)}`} className="link">
            {name}
          </a>
        </Fragment>
      ))}
      . You can sign in with it.
    </>
  );
}

/** The anchor of a passkey's card. */
export function cardId(id: string): string {
  return `passkey-${id}`;
}
