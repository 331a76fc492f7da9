import { describe, expect, it } from 'vitest';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import type { Command } from './command.ts';
import { peopleQuery, switcherSections, targetOf } from './switcher-sections.ts';

const ana = { id: 'a', username: 'ana', displayName: 'Ana' };
const brandt = { id: 'b', username: 'tb', displayName: 'Tomás Brandt' };
const group: ConversationItem = {
  id: 'g',
  kind: 'GROUP',
  title: 'Planning',
  isSelf: false,
  lastActivityAt: '2026-11-21T09:00:00.000Z',
  unreadCount: 0,
  mentionCount: 0,
  typing: [],
  memberCount: 3,
  isPinned: false,
  isMuted: false,
  isArchived: false,
  isMarkedUnread: false,
};
const direct: ConversationItem = { ...group, id: 'd', kind: 'DIRECT', title: 'Ana', peer: ana };

const commands: Command[] = [
  { id: 'dark', label: 'Theme: dark', icon: 'moon', run: () => undefined },
  { id: 'new', label: 'New conversation', icon: 'compose', shortcut: 'Ctrl N', run: () => undefined },
];

const ids = (query: string) =>
  switcherSections({ query, conversations: [group, direct], people: [ana, brandt], commands }).map(({ items }) =>
    items.map(({ id }) => id),
  );

describe('switcherSections', () => {
  it('lists conversations as they come and no commands while nothing is typed', () => {
    expect(ids('')).toEqual([['conversation:g', 'conversation:d'], ['person:b'], []]);
  });

  it('puts titles that begin with the query first, and people once', () => {
    expect(ids('an')).toEqual([['conversation:d', 'conversation:g'], ['person:b'], []]);
  });

  it('puts commands first where they fit better', () => {
    expect(ids('dark')[0]).toEqual(['command:dark']);
    expect(ids('planing')[0]).toEqual(['conversation:g']);
  });

  it('lists all commands, and them alone, after a >', () => {
    expect(ids('>').flat()).toEqual(['command:dark', 'command:new']);
    expect(ids('> new').flat()).toEqual(['command:new']);
    expect(peopleQuery('> new')).toBe('');
  });
});

describe('targetOf', () => {
  it('reads back what a row leads to', () => {
    expect([targetOf('conversation:1:2'), targetOf('person:x'), targetOf('command:new')]).toEqual([
      { kind: 'conversation', id: '1:2' },
      { kind: 'person', id: 'x' },
      { kind: 'command', id: 'new' },
    ]);
  });
});
