import type { NOTICE_CALLS } from '../../bridge/notice-calls.ts';
import { type Handlers, workspaceIdOf } from '../calls/handlers.ts';
import type { SystemNotices } from './system-notices.ts';

/** Shows and closes notifications for the page of a workspace; nobody reaches those of another one. */
export function noticeCalls(notices: Pick<SystemNotices, 'show' | 'close'>): Handlers<typeof NOTICE_CALLS> {
  return {
    'notices.show'(notice, caller) {
      notices.show(workspaceIdOf(caller), notice);
      return null;
    },
    'notices.close'({ id }, caller) {
      notices.close(workspaceIdOf(caller), id);
      return null;
    },
  };
}
