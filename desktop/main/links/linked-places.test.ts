import { describe, expect, it } from 'vitest';
import { LinkedPlaces } from './linked-places.ts';

const ID = '01935a7e-1b2c-7d3e-8f40-123456789abc';
const CHAT = { id: 'w1', url: 'https://chat.example.org', name: 'chat.example.org' };

function app() {
  const done: unknown[] = [];
  let isLocked = false;
  const places = new LinkedPlaces({
    workspaces: () => [CHAT],
    open(workspace, path) {
      if (!isLocked) done.push([workspace.id, path]);
      return !isLocked;
    },
    explain: (problem) => done.push(problem),
  });
  return { places, done, lock: (locked: boolean) => (isLocked = locked) };
}

describe('links into the app', () => {
  it('open the place in its workspace', () => {
    const { places, done } = app();
    places.resume();
    places.follow(`parley://chat.example.org/c/${ID}?m=7`);
    expect(done).toEqual([['w1', `/c/${ID}?m=7`]]);
  });

  it('wait until the app is ready and unlocked; the last one counts', () => {
    const { places, done, lock } = app();
    places.follow(`parley://chat.example.org/c/${ID}?m=1`);
    places.follow(`parley://chat.example.org/c/${ID}?m=2`);
    expect(done).toEqual([]);
    lock(true);
    places.resume();
    expect(done).toEqual([]);
    lock(false);
    places.resume();
    places.resume();
    expect(done).toEqual([['w1', `/c/${ID}?m=2`]]);
  });

  it('say so where there is no such workspace, or no such link', () => {
    const { places, done } = app();
    places.resume();
    places.follow(`parley://other.example.org/c/${ID}`);
    places.follow('parley://chat.example.org/admin');
    expect(done).toEqual([{ host: 'other.example.org' }, 'broken']);
  });
});
