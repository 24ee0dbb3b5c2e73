import type { FailureCode } from './errors';

/** The sentence that people read for each refusal: what happened, and what to do now. */
export const messages: Record<FailureCode, string> = {
  invalid_input: 'Please check what you entered.',
  foreign_request: 'That request came from another site, so nothing was done.',
  username_taken: 'This username is taken. Choose another.',
  username_taken_meanwhile:
    'Somebody took your username while the mail was on its way. Please choose another.',
  not_signed_in: 'You are signed out. Sign in and try again.',
  step_up_required: "For your safety, confirm first that it's you.",
  too_many_requests: 'Too many mails were asked for from here. Wait ten minutes, or sign in with a passkey.',
  too_early: 'A mail is on its way. Give it a minute before you ask for another.',
  link_malformed: 'Open it from the mail again, or copy all of it.',
  link_elsewhere:
    'For your safety, the link works only in the browser that asked for it. Go back there and open it, or type the code from the mail.',
  link_wrong: 'This link is not right. Open it from the mail again, or ask for a new one.',
  link_expired: 'This link is too old. Links work for 10 minutes. Ask for a new one.',
  link_used: 'This link has been used. Each link works once. Ask for a new one.',
  link_void: 'This link signs in to no account any more. Ask whoever gave it to you.',
  code_wrong:
    'That code is not right, or too old. Type it again as in the newest mail, or open the link there.',
  tries_spent: 'Too many wrong tries. Ask for a new mail.',
  ask_again:
    'There is nothing to check this against any more: mails are good for 10 minutes. Ask for a new one.',
  proof_lost:
    'Something on our side did not answer, and this link or code is used up. Please ask for a new one.',
  too_many_challenges: 'Passkeys were asked for too often from here. Wait ten minutes and try again.',
  challenge_gone: 'That took too long, or was done already. Please try again.',
  passkey_refused: "That passkey didn't work here. Try another.",
  passkey_not_created: 'The passkey could not be created. Please try again.',
  passkey_already_registered: 'This device has a passkey for this account already.',
  passkey_limit: 'You have 10 passkeys, the most an account can have. Delete one first.',
  passkey_gone: 'Your account has no such passkey. Perhaps it was deleted already.',
  passkey_needed:
    'While sign-in by email is off, this passkey is your way in. Turn sign-in by email on first, or add another passkey.',
  passkey_name_taken: 'Another of your passkeys has this name. Choose another.',
  session_gone: 'Your account has no such session. Perhaps it has ended already.',
  session_in_use: 'This is the session you are using. To end it, press “Sign out” at the top of the page.',
  email_sign_in_needed:
    'To turn this off you need two passkeys, or one that is synced and a set of recovery codes.',
  email_unchanged: 'This is your address already.',
  email_taken_meanwhile: 'The address could not be changed. Please start again.',
  recovery_code_wrong: 'That email address or username and that code do not go together. Check both.',
  too_many_tries: 'Too many tries. Wait ten minutes.',
  not_confirmed: 'Type it exactly as it is shown.',
  event_gone: 'This link is not right, or older than 7 days. Open it from the mail again, or copy all of it.',
  unavailable: 'Something on our side is not answering. Please try again in a moment.',
};
