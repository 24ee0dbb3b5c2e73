import { Cell } from './cell';
import { light, monospace } from './theme';

/** The code, on a line of its own and in one piece: where a mail program allows it, one tap selects all of it. */
export function Code({ children }: { children: string }) {
  return (
    <Cell table={{ width: '100%', style: { borderCollapse: 'separate' } }} className="code" style={boxStyle}>
      <p dir="ltr" className="ink" style={codeStyle}>
        {children}
      </p>
    </Cell>
  );
}

const boxStyle = {
  backgroundColor: light.canvas,
  border: `1px solid ${light.line}`,
  borderRadius: 10,
  padding: '14px 8px',
} as const;
const codeStyle = {
  color: light.ink,
  fontFamily: monospace,
  fontSize: 28,
  fontWeight: 600,
  letterSpacing: 3,
  lineHeight: '36px',
  margin: 0,
  textAlign: 'center',
  WebkitUserSelect: 'all',
  userSelect: 'all',
} as const;
