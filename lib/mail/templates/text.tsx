import type { ReactNode } from 'react';
import { light } from './theme';

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <p className="ink" style={paragraphStyle}>
      {children}
    </p>
  );
}

export function SmallPrint({ children }: { children: ReactNode }) {
  return (
    <p className="muted" style={smallStyle}>
      {children}
    </p>
  );
}

const breaking = { wordBreak: 'break-word' } as const;
const paragraphStyle = {
  color: light.ink,
  fontSize: 16,
  lineHeight: '24px',
  margin: '0 0 16px',
  ...breaking,
};
const smallStyle = { color: light.muted, fontSize: 14, lineHeight: '21px', margin: '16px 0 0', ...breaking };
