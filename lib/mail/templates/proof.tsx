import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { Code } from './code';
import { formatTime } from './dates';
import { Paragraph } from './layout';

/** What proves the mailbox: the link as a button labelled `action`, the code, and whom both are for. */
export function Proof({ action, link, code, expiresAt, ...asking }: ProofProps) {
  return (
    <>
      <Action href={link}>{action}</Action>
      <Paragraph>Reading this on another device? Type this code in the window where you asked:</Paragraph>
      <Code>{code}</Code>
      <AskedFrom {...asking}>
        Link and code are good until {formatTime(expiresAt)}, once, and only in that browser.
      </AskedFrom>
    </>
  );
}

export type MailedProof = Asking & {
  link: string;
  code: string;
  expiresAt: Date;
};

type ProofProps = MailedProof & { action: string };
