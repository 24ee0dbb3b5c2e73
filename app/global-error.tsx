'use client';

/** When even the frame of the pages failed. Plain on purpose: it relies on nothing. */
export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main>
          <title>Something went wrong</title>
          <h1>Something went wrong</h1>
          <p>It is our fault, not yours. Nothing was lost.</p>
          {error.digest && <p>Reference: {error.digest}</p>}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
