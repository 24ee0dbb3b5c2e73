import type { ReactNode } from 'react';

/** The page's h1, with a mark above it and a sentence below it where they help. */
export function PageHeading({ icon, lead, children }: PageHeadingProps) {
  return (
    <div className="stack gap-2">
      {icon && (
        <div className="mb-2 grid size-12 place-items-center rounded-control border border-line bg-surface text-accent-text shadow-control *:size-6">
          {icon}
        </div>
      )}
      <h1 className="text-2xl font-semibold tracking-tight">{children}</h1>
      {lead && <p className="text-muted">{lead}</p>}
    </div>
  );
}

type PageHeadingProps = {
  icon?: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
};
