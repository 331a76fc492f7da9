import { type ActivityEnds, isIdleTooLong } from '../activity/system-activity.ts';
import type { Windows } from '../window/windows.ts';
import type { Parts } from './parts.ts';

/** What follows from whether somebody is at the computer: presence, what is hidden behind a locked screen, and the lock. */
export function followActivity(
  windows: Pick<Windows, 'tellAll'>,
  { preferences, lock, notices }: Pick<Parts, 'preferences' | 'lock' | 'notices'>,
): Pick<ActivityEnds, 'onActivity' | 'onIdle' | 'onScreen'> {
  return {
    onActivity: (isActive) => windows.tellAll('app.activity', { isActive }),
    onIdle(seconds) {
      if (isIdleTooLong(seconds, preferences.get().lockAfterMinutes)) void lock.lock();
    },
    onScreen(isLocked) {
      const { hidesWithScreen, locksWithScreen } = preferences.get();
      const isConcealed = isLocked && hidesWithScreen;
      notices.conceal(isConcealed);
      windows.tellAll('app.concealed', { isConcealed });
      if (isLocked && locksWithScreen) void lock.lock();
    },
  };
}
