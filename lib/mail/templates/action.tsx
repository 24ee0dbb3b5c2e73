import { accent } from '@/lib/brand';
import { Cell } from './cell';
import { light } from './theme';

/**
 * A button, and its address in words for whoever cannot press it. As text only the address is left. A mail has one
 * button; where it has another, that one is `quiet`.
 */
export function Action({ href, quiet = false, children }: ActionProps) {
  return (
    <>
      <div data-skip-in-text="true">
        <Cell
          table={{ style: { borderCollapse: 'separate' } }}
          className={quiet ? 'quiet' : undefined}
          style={{ ...(quiet ? quietStyle : loudStyle), ...cellStyle }}
        >
          <a
            href={href}
            {...elsewhere}
            className={quiet ? 'ink' : undefined}
            style={{ ...linkStyle, color: quiet ? light.ink : '#ffffff' }}
          >
            {children}
          </a>
        </Cell>
      </div>
      <WrittenLink href={href} />
    </>
  );
}

/** An address in words, on a line of its own. It runs from left to right, whatever is written around it. */
export function WrittenLink({ href }: { href: string }) {
  return (
    <p dir="ltr" style={writtenStyle}>
      <a
        href={href}
        {...elsewhere}
        className="muted"
        style={{ color: light.muted, textDecoration: 'underline' }}
      >
        {href}
      </a>
    </p>
  );
}

/** Our pages refuse to be framed, and some programs show mails in frames. */
const elsewhere = { target: '_blank', rel: 'noopener' };
/** The link has the room around its words, so that all of it can be pressed; Word pads no link, but the cell instead. */
const cellStyle = { borderRadius: 10, msoPaddingAlt: '14px 28px' };
const loudStyle = { backgroundColor: accent, border: `1px solid ${accent}` };
const quietStyle = { border: `1px solid ${light.muted}` };
const linkStyle = {
  display: 'inline-block',
  fontSize: 16,
  fontWeight: 600,
  lineHeight: '20px',
  padding: '14px 28px',
  textDecoration: 'none',
} as const;
const writtenStyle = {
  fontSize: 13,
  lineHeight: '19px',
  margin: '12px 0 24px',
  wordBreak: 'break-all',
} as const;

type ActionProps = { href: string; quiet?: boolean; children: string };
