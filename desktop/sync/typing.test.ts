import { expect, it } from 'vitest';
import { ManualPlatform } from '../test/manual-platform.ts';
import { Typing } from './typing.ts';

function open() {
  const platform = new ManualPlatform();
  const told: boolean[] = [];
  const request = <T>(_document: string, variables?: Readonly<Record<string, unknown>>) => {
    told.push(variables?.typing === true);
    return Promise.resolve({} as T);
  };
  return { platform, told, typing: new Typing({ viewerId: 'ann', platform, request }) };
}

const event = (id: string, isTyping: boolean) =>
  ({ __typename: 'TypingChanged', conversationId: 'team', user: { id, username: id, displayName: id }, typing: isTyping }) as const;

it('tells others at most every three seconds, and that it ended five seconds after the last key (TYPING-1)', async () => {
  const { platform, told, typing } = open();
  for (let i = 0; i < 7; i += 1) {
    typing.notifyKey('team');
    await platform.advance(500);
  }
  expect(told).toEqual([true, true]);
  await platform.advance(4_499);
  expect(told).toEqual([true, true]);
  await platform.advance(1);
  expect(told).toEqual([true, true, false]);
});

it('tells at once that it ended with the message, and nothing when nobody typed', () => {
  const { told, typing } = open();
  typing.stop('team');
  typing.notifyKey('team');
  typing.stop('team');
  typing.notifyKey('team');
  expect(told).toEqual([true, false, true]);
});

it('shows others until they stop, their message comes, or nothing more is heard', async () => {
  const { platform, typing } = open();
  const names = () => (typing.people.get().get('team') ?? []).map(({ id }) => id);
  typing.receive(event('bob', true));
  typing.receive(event('cid', true));
  typing.receive(event('ann', true));
  expect(names()).toEqual(['bob', 'cid']);
  typing.receive(event('cid', false));
  expect(names()).toEqual(['bob']);
  await platform.advance(5_000);
  typing.receive(event('bob', true));
  await platform.advance(5_999);
  expect(names()).toEqual(['bob']);
  await platform.advance(1);
  expect(names()).toEqual([]);
  typing.receive(event('bob', true));
  typing.ended('team', 'bob');
  expect(typing.people.get().size).toBe(0);
});
