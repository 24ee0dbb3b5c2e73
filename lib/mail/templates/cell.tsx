import type { CSSProperties, ReactNode } from 'react';

/** A box: one cell of a table, for Word, which draws Outlook's mails, pads and centers nothing else. */
export function Cell({ table, children, ...cell }: CellProps) {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} {...table}>
      <tbody>
        <tr>
          <td {...cell}>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}

type CellProps = {
  /** Of the table around it. */
  table?: {
    align?: 'center';
    width?: '100%';
    lang?: string;
    dir?: string;
    className?: string;
    style?: CSSProperties;
  };
  align?: 'left' | 'right';
  className?: string;
  style?: CSSProperties & { msoPaddingAlt?: string };
  children: ReactNode;
};
