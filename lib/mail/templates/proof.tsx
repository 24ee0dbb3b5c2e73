import { Text } from '@react-email/components';
import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { formatTime } from './dates';
import { Paragraph } from './layout';
import { light, monospace } from './theme';

/** What proves the mailbox: the link as a button labelled `action`, the code, and whom both are for. */
export function Proof({ action, link, code, expiresAt, ...asking }: ProofProps) {
  return (
    <>
      <Action href={link}>{action}</Action>
      <Paragraph>Reading this on another device? Type this code in the window where you asked:</Paragraph>
      <Text className="code ink" style={codeStyle}>
        {code}
      </Text>
      <AskedFrom {...asking}>
        Link and code are good until {formatTime(expiresAt)}, once, and only in that browser.
      </AskedFrom>
    </>
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
  // One tap selects all of it.
  WebkitUserSelect: 'all',
  userSelect: 'all',
} as const;

export type MailedProof = Asking & {
  link: string;
  code: string;
  expiresAt: Date;
};

type ProofProps = MailedProof & { action: string };
