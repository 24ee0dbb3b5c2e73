import { Body, Container, Head, Heading, Html, Preview, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import { font, light, sheet } from './theme';

/** The frame of every mail. `preview` is what an inbox shows beside the subject: it is read on locked screens. */
export function MailLayout({ appName, preview, heading, because = 'entered', children }: MailLayoutProps) {
  return (
    <Html lang="en">
      <Head>
        <title>{heading}</title>
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* A code is no telephone number. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{sheet}</style>
      </Head>
      <Body
        className="canvas"
        style={{ backgroundColor: light.canvas, margin: 0, padding: '24px 16px', fontFamily: font }}
      >
        <Preview>{preview}</Preview>
        <Container style={{ maxWidth: 480 }}>
          <Text className="ink" data-skip-in-text="true" style={appNameStyle}>
            {appName}
          </Text>
          <Card>
            <Heading className="ink" style={headingStyle}>
              {heading}
            </Heading>
            {children}
          </Card>
          {because !== 'tried' && (
            <Text className="muted" style={{ ...small, margin: '16px 8px 0' }}>
              You get this mail because your address {reasons[because]} {appName}.
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={paragraphStyle}>
      {children}
    </Text>
  );
}

export function SmallPrint({ children }: { children: ReactNode }) {
  return (
    <Text className="muted" style={{ ...small, margin: '16px 0 0' }}>
      {children}
    </Text>
  );
}

/** A table, because Outlook pads nothing else. */
function Card({ children }: { children: ReactNode }) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      className="card"
      style={cardStyle}
    >
      <tbody>
        <tr>
          <td className="inner" style={{ padding: 32 }}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** What the addressee has to do with the application. */
const reasons = {
  entered: 'was entered at',
  belongs: 'belongs to an account at',
  belonged: 'belonged to an account at',
};

const small = { color: light.muted, fontSize: 14, lineHeight: '21px', wordBreak: 'break-word' } as const;
const paragraphStyle = {
  color: light.ink,
  fontSize: 16,
  lineHeight: '24px',
  margin: '0 0 16px',
  wordBreak: 'break-word',
} as const;
const appNameStyle = { color: light.ink, fontSize: 16, fontWeight: 600, margin: '0 8px 16px' };
const headingStyle = {
  color: light.ink,
  fontSize: 22,
  lineHeight: '28px',
  fontWeight: 600,
  margin: '0 0 12px',
};
const cardStyle = {
  backgroundColor: light.card,
  border: `1px solid ${light.line}`,
  borderRadius: 12,
  borderCollapse: 'separate',
} as const;

type MailLayoutProps = {
  appName: string;
  preview: string;
  heading: string;
  /** 'tried': the mail itself says why it was sent. */
  because?: keyof typeof reasons | 'tried';
  children: ReactNode;
};
