import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isIdleTooLong, SystemActivity } from './system-activity.ts';

/** A computer that somebody is at, or not. */
function computer() {
  const system = new EventEmitter();
  const heard: string[] = [];
  let idleSeconds = 0;
  let tick = () => {};
  const activity = new SystemActivity({
    power: { getSystemIdleTime: () => idleSeconds, on: (event, listener) => system.on(event, listener) },
    every(_periodMs, callback) {
      tick = callback;
      return () => {
        tick = () => {};
      };
    },
    onActivity: (isActive) => heard.push(isActive ? 'here' : 'gone'),
    onIdle: (seconds) => heard.push(`idle ${seconds}`),
    onScreen: (isLocked) => heard.push(isLocked ? 'locked' : 'unlocked'),
  });
  activity.start();
  return {
    activity,
    heard: () => heard.splice(0),
    is: (event: string) => system.emit(event),
    afterIdle(seconds: number) {
      idleSeconds = seconds;
      tick();
    },
  };
}

describe('the activity of the system', () => {
  it('tells that somebody works, in whichever program, and for how long nobody has', () => {
    const { heard, afterIdle } = computer();
    afterIdle(3);
    expect(heard()).toEqual(['here', 'idle 3']);
    afterIdle(240);
    expect(heard()).toEqual(['idle 240']);
  });

  it('is over behind a locked screen, whatever keys are pressed there', () => {
    const { heard, is, afterIdle } = computer();
    is('lock-screen');
    expect(heard()).toEqual(['locked', 'gone']);
    afterIdle(0);
    expect(heard()).toEqual([]);
    is('unlock-screen');
    expect(heard()).toEqual(['unlocked', 'here']);
  });

  it('ends with the first of sleep and lock, and comes back with the last', () => {
    const { heard, is } = computer();
    for (const event of ['suspend', 'lock-screen', 'resume']) is(event);
    expect(heard()).toEqual(['locked', 'gone']);
    is('unlock-screen');
    expect(heard()).toEqual(['unlocked', 'here']);
  });

  it('is not looked at any more when it was stopped', () => {
    const { activity, heard, afterIdle } = computer();
    activity.stop();
    afterIdle(0);
    expect(heard()).toEqual([]);
  });

  it('locks the app after the minutes that were chosen', () => {
    expect([isIdleTooLong(299, 5), isIdleTooLong(300, 5), isIdleTooLong(100_000, 0)]).toEqual([false, true, false]);
  });
});
