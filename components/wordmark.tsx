/** The keyhole and the application's name. */
export function Wordmark({ appName }: { appName: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2.5 text-lg font-semibold tracking-tight">
      <svg
        viewBox="0 0 32 32"
        fill="currentColor"
        aria-hidden="true"
        className="size-7 shrink-0 text-accent-text"
      >
        <path
          fillRule="evenodd"
          d="M10 1.5h12A8.5 8.5 0 0 1 30.5 10v12a8.5 8.5 0 0 1-8.5 8.5H10A8.5 8.5 0 0 1 1.5 22V10A8.5 8.5 0 0 1 10 1.5m6 6.75a4.5 4.5 0 0 0-2.2 8.43l-1.25 5.9a1 1 0 0 0 .98 1.2h4.94a1 1 0 0 0 .98-1.2l-1.25-5.9A4.5 4.5 0 0 0 16 8.25"
        />
      </svg>
      <span className="truncate">{appName}</span>
    </span>
  );
}
