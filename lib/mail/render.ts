import 'server-only';
import { render, toPlainText } from '@react-email/render';
import { ConfirmEmailMail, type ConfirmEmailMailProps, confirmEmailSubject } from './templates/confirm-email';
import {
  EmailAlreadyUsedMail,
  type EmailAlreadyUsedMailProps,
  emailAlreadyUsedSubject,
} from './templates/email-already-used';
import {
  EmailSignInOffMail,
  type EmailSignInOffMailProps,
  emailSignInOffSubject,
} from './templates/email-sign-in-off';
import {
  ExistingAccountMail,
  type ExistingAccountMailProps,
  existingAccountSubject,
} from './templates/existing-account';
import { NoAccountMail, type NoAccountMailProps, noAccountSubject } from './templates/no-account';
import { NoticeMail, type NoticeMailProps, noticeSubject } from './templates/notice';
import { RegisterMail, type RegisterMailProps, registerSubject } from './templates/register';
import { SignInMail, type SignInMailProps, signInSubject } from './templates/sign-in';
import { StepUpMail, type StepUpMailProps, stepUpSubject } from './templates/step-up';
import { TrialMail, type TrialMailProps, trialSubject } from './templates/trial';

/** Subject, HTML and text of a mail; the text is the HTML put in plain words, with each link and code once. */
export async function renderMail(mail: Mail): Promise<RenderedMail> {
  const { subject, content } = compose(mail);
  const html = await render(content);
  return {
    subject,
    // The document type that comes with it names a foreign address; a mail has no origin but ours.
    html: html.replace(/^<!DOCTYPE[^>]*>/i, '<!doctype html>'),
    text: toPlainText(html, { selectors: [{ selector: 'h1', options: { uppercase: false } }] }),
  };
}

/** Subjects are made of the application's name alone: no secret, and nothing that anyone typed. */
function compose(mail: Mail) {
  switch (mail.template) {
    case 'sign-in':
      return { subject: signInSubject(mail), content: SignInMail(mail) };
    case 'register':
      return { subject: registerSubject(mail), content: RegisterMail(mail) };
    case 'existing-account':
      return { subject: existingAccountSubject(mail), content: ExistingAccountMail(mail) };
    case 'no-account':
      return { subject: noAccountSubject(mail), content: NoAccountMail(mail) };
    case 'confirm-email':
      return { subject: confirmEmailSubject(mail), content: ConfirmEmailMail(mail) };
    case 'step-up':
      return { subject: stepUpSubject(mail), content: StepUpMail(mail) };
    case 'email-sign-in-off':
      return { subject: emailSignInOffSubject(mail), content: EmailSignInOffMail(mail) };
    case 'email-already-used':
      return { subject: emailAlreadyUsedSubject(mail), content: EmailAlreadyUsedMail(mail) };
    case 'notice':
      return { subject: noticeSubject(mail), content: NoticeMail(mail) };
    case 'trial':
      return { subject: trialSubject(mail), content: TrialMail(mail) };
  }
}

export type Mail =
  | ({ template: 'sign-in' } & SignInMailProps)
  | ({ template: 'register' } & RegisterMailProps)
  | ({ template: 'existing-account' } & ExistingAccountMailProps)
  | ({ template: 'no-account' } & NoAccountMailProps)
  | ({ template: 'confirm-email' } & ConfirmEmailMailProps)
  | ({ template: 'step-up' } & StepUpMailProps)
  | ({ template: 'email-sign-in-off' } & EmailSignInOffMailProps)
  | ({ template: 'email-already-used' } & EmailAlreadyUsedMailProps)
  | ({ template: 'notice' } & NoticeMailProps)
  | ({ template: 'trial' } & TrialMailProps);

type RenderedMail = { subject: string; html: string; text: string };
