import { Text } from '@react-email/components';
import { light, monospace } from './theme';

/** The code, on a line of its own: one tap selects all of it. */
export function Code({ children }: { children: string }) {
  return (
    <Text className="code ink" style={codeStyle}>
      {children}
    </Text>
  );
}

const codeStyle = {
  backgroundColor: light.canvas,
  border: `1px solid ${light.line}`,
  borderRadius: 10,
  color: light.ink,
  fontFamily: monospace,
  fontSize: 28,
  fontWeight: 600,
  letterSpacing: '0.12em',
  lineHeight: '36px',
  margin: '0 0 16px',
  padding: '14px 16px',
  textAlign: 'center',
  WebkitUserSelect: 'all',
  userSelect: 'all',
} as const;
