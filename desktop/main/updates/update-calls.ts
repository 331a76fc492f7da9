import type { UPDATE_CALLS } from '../../bridge/update-calls.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { Handlers } from '../calls/handlers.ts';
import type { AppUpdates } from './app-updates.ts';

/** Tells where the next version is, and has it looked for and installed. `finish`: what is being written is on the disk. */
export function updateCalls(
  updates: Pick<AppUpdates, 'state' | 'check' | 'install'>,
  finish: () => Promise<void>,
): Handlers<typeof UPDATE_CALLS> {
  return {
    'updates.state': () => updates.state,
    'updates.check'() {
      // It can take minutes; what comes of it is told as it comes.
      void updates.check();
      return null;
    },
    'updates.install'() {
      if (updates.state.status !== 'ready') throw new CallFailure('CONFLICT', 'No new version is ready.');
      // The page that asks is closed meanwhile: nobody waits for the answer.
      void finish().then(() => updates.install());
      return null;
    },
  };
}
