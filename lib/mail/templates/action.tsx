import { Button, Link, Section, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import { accent, light } from './theme';

/** The one button of a mail, and its address in words for whoever cannot press it. As text only the address is left. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <>
      <Section data-skip-in-text="true">
        <Button href={href} style={buttonStyle}>
          {children}
        </Button>
      </Section>
      <Text style={{ margin: '12px 0 24px', fontSize: 13, lineHeight: '19px', wordBreak: 'break-all' }}>
        <Link href={href} className="muted" style={{ color: light.muted, textDecoration: 'underline' }}>
          {href}
        </Link>
      </Text>
    </>
  );
}

const buttonStyle = {
  backgroundColor: accent,
  borderRadius: 10,
  color: '#ffffff',
  fontSize: 16,
  fontWeight: 600,
  padding: '14px 28px',
};
