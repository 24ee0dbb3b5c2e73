// Runs in a page before its own scripts. Notes when it was opened, when a request for a passkey from the field is pending,
// when something was clicked, and when the account page was on screen: in milliseconds of one clock, kept for the pages
// that follow.
{
  const now = () => performance.timeOrigin + performance.now();
  /** @type {(name: string, time: number) => void} */
  const note = (name, time) => sessionStorage.setItem(name, String(time));

  if (!sessionStorage.getItem('opened')) note('opened', performance.timeOrigin);
  addEventListener('click', () => note('clicked', now()), true);

  PublicKeyCredential.isConditionalMediationAvailable = async () => true;
  const { get } = CredentialsContainer.prototype;
  // Nobody picks one: a virtual authenticator would answer at once, before anything could be clicked.
  CredentialsContainer.prototype.get = function (options) {
    if (options?.mediation !== 'conditional') return get.call(this, options);
    if (!sessionStorage.getItem('pending')) note('pending', now());
    const { signal } = options;
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  };

  const look = () => {
    const heading = document.querySelector('h1');
    const shown = location.pathname === '/account' && heading?.checkVisibility();
    // The frame that has it is shown before the next one begins.
    requestAnimationFrame(shown ? () => note('arrived', now()) : look);
  };
  requestAnimationFrame(look);
}
