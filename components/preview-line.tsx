/** For trial deployments, which have a host and so an RP ID of their own. */
export function PreviewLine() {
  return (
    <p className="text-sm text-muted">
      This is a preview. Passkeys made here are separate from production’s, and work here only.
    </p>
  );
}
