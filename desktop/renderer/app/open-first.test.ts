import { describe, expect, it } from 'vitest';
import { ANN, BOB, say, startWorld } from '../../test/model-world.ts';
import { openTestClient } from '../../test/test-client.ts';
import { conversationAt, openFirst } from './open-first.ts';

describe('a conversation that is opened', () => {
  it('is in memory before it is shown, and is not waited for where it is already', async () => {
    const server = startWorld();
    say(server, [BOB, 'team'], 'news');
    const { sync, crash } = await openTestClient(server, ANN);
    const newestHeld = () => sync.replica.timeline('team').get()?.messages.at(-1)?.text;
    expect(newestHeld()).toBeUndefined();
    await openFirst(sync, 'team');
    expect(newestHeld()).toBe('news');
    expect(openFirst(sync, 'team')).toBeUndefined();
    await crash();
  });

  it('is not waited for where nobody is signed in, or where it is not one of theirs', async () => {
    const { sync, crash } = await openTestClient(startWorld(), ANN);
    expect(openFirst(null, 'team')).toBeUndefined();
    expect(openFirst(sync, 'of others')).toBeUndefined();
    await crash();
  });

  it('is shown before its messages are there, where these do not come', async () => {
    const { sync, crash } = await openTestClient(startWorld(), ANN);
    sync.history.open = () => new Promise(() => {});
    await openFirst(sync, 'team');
    expect(sync.replica.timeline('team').get()).toBeNull();
    await crash();
  });
});

it.each([
  ['/c/team', 'team'],
  ['/c/team/t/4', 'team'],
  ['/settings/c/team', undefined],
  ['/', undefined],
])('%s leads to the conversation %s', (pathname, id) => {
  expect(conversationAt(pathname)).toBe(id);
});
