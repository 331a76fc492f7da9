import { describe, expect, it } from 'vitest';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { switcherSections, targetOf } from './switcher-sections.ts';

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

const ids = (query: string) =>
  switcherSections({ query, conversations: [group, direct], people: [ana, brandt] }).map(({ items }) => items.map(({ id }) => id));

describe('switcherSections', () => {
  it('lists conversations as they come while nothing is typed', () => {
    expect(ids('')[0]).toEqual(['conversation:g', 'conversation:d']);
  });

  it('puts titles that begin with the query first, and people once', () => {
    expect(ids('an')).toEqual([['conversation:d', 'conversation:g'], ['person:b']]);
  });
});

describe('targetOf', () => {
  it('reads back what a row leads to', () => {
    expect([targetOf('conversation:1:2'), targetOf('person:x')]).toEqual([
      { kind: 'conversation', id: '1:2' },
      { kind: 'person', id: 'x' },
    ]);
  });
});
