import { accountStates } from './account';
import { comingAndGoing } from './coming-and-going';
import { passkeyStates } from './passkeys';
import { signInStates } from './sign-in';

/** Everything that the application can look like while all is well with its services. */
export const states = [...signInStates, ...comingAndGoing, ...passkeyStates, ...accountStates];
