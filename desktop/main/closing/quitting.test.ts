import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Crashes } from './crashes.ts';
import { Quitting } from './quitting.ts';

describe('quitting', () => {
  it('finishes what is being written first, once', async () => {
    const app = Object.assign(new EventEmitter(), { quit: () => ask() });
    const done: string[] = [];
    const finishing = Promise.withResolvers<void>();
    const finish = () => {
      done.push('finish');
      return finishing.promise;
    };
    function ask() {
      let isPrevented = false;
      app.emit('before-quit', { preventDefault: () => (isPrevented = true) });
      done.push(isPrevented ? 'wait' : 'quit');
    }
    const quitting = new Quitting({ app: app as never, finish });
    expect(quitting.isUnderWay).toBe(false);
    ask();
    ask();
    expect([quitting.isUnderWay, done]).toEqual([true, ['finish', 'wait', 'wait']]);
    finishing.resolve();
    await expect.poll(() => done).toEqual(['finish', 'wait', 'wait', 'quit']);
  });

  it('is not held up when what ends the app has had it finish before', async () => {
    const app = new EventEmitter();
    const done: string[] = [];
    const quitting = new Quitting({ app: app as never, finish: async () => void done.push('finish') });
    await quitting.finish();
    app.emit('before-quit', { preventDefault: () => done.push('wait') });
    expect([quitting.isUnderWay, done]).toEqual([true, ['finish']]);
  });
});

describe('a page that broke', () => {
  it('is started again once, and then asked about', () => {
    const crashes = new Crashes();
    expect([crashes.next('a', 0), crashes.next('b', 1), crashes.next('a', 59_000), crashes.next('a', 120_000)]).toEqual([
      'restart',
      'restart',
      'ask',
      'restart',
    ]);
  });
});
