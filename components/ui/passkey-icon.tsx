/** The mark people know passkeys by: a person and a key. Drawn in the color of the text beside it. */
export function PasskeyIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className="size-6 shrink-0">
      <circle cx="8.75" cy="6.75" r="4.25" />
      <path d="M1 19.8c0-4.1 3.4-6.8 7.75-6.8 1.7 0 3.25.42 4.5 1.14a5.5 5.5 0 0 0 1.4 2.1V20a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1z" />
      <path
        fillRule="evenodd"
        d="M18 7.25a4 4 0 0 0-1.6 7.67v6.08L18 22.6l2.35-2.35L19 18.9l1.6-1.6-1-1v-1.38A4 4 0 0 0 18 7.25m0 4.3a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6"
      />
    </svg>
  );
}
