import type { Flows } from '../flows';
import { expectStatus, type Visitor } from '../visitor';

/** Nothing but the framework: a cookie that nobody checks, a mail that is an echo. */
export function floorFlows(prefix: '' | '/nonce' = ''): Pick<Flows, FloorFlow> {
  const get = (path: string) => async (visitor: Visitor) => expectStatus(await visitor.get(path), 200);
  return {
    signInPage: get(`${prefix}/sign-in`),
    accountPage: get(`${prefix}/account`),
    sessionCheck: get('/api/session'),
    async askForMail(visitor, email) {
      expectStatus(await visitor.post('/api/echo', JSON.stringify({ email }), 'application/json'), 200);
    },
  };
}

type FloorFlow = 'signInPage' | 'accountPage' | 'sessionCheck' | 'askForMail';
