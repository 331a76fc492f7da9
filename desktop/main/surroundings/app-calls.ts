import type { APP_CALLS } from '../../bridge/app-calls.ts';
import { type Handlers, workspaceIdOf } from '../calls/handlers.ts';
import type { ClosingPages } from '../closing/closing-pages.ts';
import type { PagePlaces } from '../window/page-places.ts';

interface AppCallEnds {
  readonly places: Pick<PagePlaces, 'tellStanding' | 'forget'>;
  readonly closing: Pick<ClosingPages, 'answered'>;
}

/** Hears how things stand in each workspace, and that its page has finished. */
export function appCalls({ places, closing }: AppCallEnds): Handlers<typeof APP_CALLS> {
  return {
    'app.standing'({ standing }, caller) {
      const workspaceId = workspaceIdOf(caller);
      if (standing === null) places.forget(workspaceId);
      else places.tellStanding(workspaceId, standing);
      return null;
    },
    'app.closed'(_input, caller) {
      closing.answered(workspaceIdOf(caller));
      return null;
    },
  };
}
