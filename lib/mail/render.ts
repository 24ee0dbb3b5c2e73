import 'server-only';
import { toPlainText } from '@react-email/render';
import type { Translate } from '@/lib/messages/format';
import { translator } from '@/lib/messages/translate';
import { type ConfirmEmailMail, confirmEmailMail } from './templates/confirm-email';
import { type EmailAlreadyUsedMail, emailAlreadyUsedMail } from './templates/email-already-used';
import { type EmailSignInOffMail, emailSignInOffMail } from './templates/email-sign-in-off';
import { type ExistingAccountMail, existingAccountMail } from './templates/existing-account';
import { Frame } from './templates/frame';
import type { Letter } from './templates/letter';
import { type NoAccountMail, noAccountMail } from './templates/no-account';
import { type NoticeMail, noticeMail } from './templates/notice';
import { type RegisterMail, registerMail } from './templates/register';
import { type SignInMail, signInMail } from './templates/sign-in';
import { type StepUpMail, stepUpMail } from './templates/step-up';
import { type TrialMail, trialMail } from './templates/trial';

/** Subject, HTML and text of a mail; the text is the HTML put in plain words, with each link and code once. */
export async function renderMail(mail: Mail): Promise<RenderedMail> {
  const t = translator(mail.locale);
  const letter = compose(mail, t);
  // Loaded when it is needed: the framework keeps the renderer out of the code of its pages.
  const { renderToStaticMarkup } = await import('react-dom/server');
  const html = renderToStaticMarkup(Frame({ letter, appName: mail.appName, t }));
  return {
    subject: letter.subject,
    html: `<!doctype html>${html}`,
    text: toPlainText(html, { selectors: [{ selector: 'h1', options: { uppercase: false } }] }),
  };
}

function compose(mail: Mail, t: Translate): Letter {
  switch (mail.template) {
    case 'sign-in':
      return signInMail(mail, t);
    case 'register':
      return registerMail(mail, t);
    case 'existing-account':
      return existingAccountMail(mail, t);
    case 'no-account':
      return noAccountMail(mail, t);
    case 'confirm-email':
      return confirmEmailMail(mail, t);
    case 'step-up':
      return stepUpMail(mail, t);
    case 'email-sign-in-off':
      return emailSignInOffMail(mail, t);
    case 'email-already-used':
      return emailAlreadyUsedMail(mail, t);
    case 'notice':
      return noticeMail(mail, t);
    case 'trial':
      return trialMail(mail, t);
  }
}

export type Mail =
  | ({ template: 'sign-in' } & SignInMail)
  | ({ template: 'register' } & RegisterMail)
  | ({ template: 'existing-account' } & ExistingAccountMail)
  | ({ template: 'no-account' } & NoAccountMail)
  | ({ template: 'confirm-email' } & ConfirmEmailMail)
  | ({ template: 'step-up' } & StepUpMail)
  | ({ template: 'email-sign-in-off' } & EmailSignInOffMail)
  | ({ template: 'email-already-used' } & EmailAlreadyUsedMail)
  | ({ template: 'notice' } & NoticeMail)
  | ({ template: 'trial' } & TrialMail);

type RenderedMail = { subject: string; html: string; text: string };
