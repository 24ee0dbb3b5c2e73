import { Button, Link, Section, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import { accent, light } from './theme';

/**
 * A button, and its address in words for whoever cannot press it. As text only the address is left. A mail has one
 * button; where it has another, that one is `quiet`.
 */
export function Action({ href, quiet = false, children }: ActionProps) {
  return (
    <>
      <Section data-skip-in-text="true">
        {quiet ? (
          <Button href={href} className="quiet" style={quietStyle}>
            {children}
          </Button>
        ) : (
          <Button href={href} style={buttonStyle}>
            {children}
          </Button>
        )}
      </Section>
      <WrittenLink href={href} />
    </>
  );
}

/** An address in words, on a line of its own. */
export function WrittenLink({ href }: { href: string }) {
  return (
    <Text style={{ margin: '12px 0 24px', fontSize: 13, lineHeight: '19px', wordBreak: 'break-all' }}>
      <Link href={href} className="muted" style={{ color: light.muted, textDecoration: 'underline' }}>
        {href}
      </Link>
    </Text>
  );
}

const buttonStyle = {
  backgroundColor: accent,
  border: `1px solid ${accent}`,
  borderRadius: 10,
  color: '#ffffff',
  fontSize: 16,
  fontWeight: 600,
  padding: '14px 28px',
};
const quietStyle = {
  ...buttonStyle,
  backgroundColor: 'transparent',
  border: `1px solid ${light.muted}`,
  color: light.ink,
};

type ActionProps = { href: string; quiet?: boolean; children: ReactNode };
