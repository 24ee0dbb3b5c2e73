/** The logo (components/brand) and the application's name. */
export function Wordmark({ appName }: { appName: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2.5 text-lg font-semibold tracking-tight">
      <span className="logo size-7 shrink-0" />
      <bdi className="truncate">{appName}</bdi>
    </span>
  );
}
