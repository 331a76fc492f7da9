import { describe, expect, it } from 'vitest';
import type { ConversationItem, LastMessageItem } from '../../graphql/conversation-item.ts';
import { previewOf } from './preview.ts';

const ana = { id: 'a', username: 'ana', displayName: 'Ana' };

const lastMessage: LastMessageItem = {
  senderId: 'a',
  senderName: 'Ana',
  mine: false,
  text: 'two\n\n  lines',
  kind: 'TEXT',
  deleted: false,
  state: 'sent',
};

const group: ConversationItem = {
  id: 'g',
  kind: 'GROUP',
  title: 'Lunch',
  isSelf: false,
  lastMessage,
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

const direct: ConversationItem = { ...group, kind: 'DIRECT', title: 'Ana', peer: ana };

describe('previewOf', () => {
  it('puts a message on one line and names its author in a group', () => {
    expect(previewOf(group, false)).toEqual({ tone: 'plain', label: 'Ana:', text: 'two lines' });
    expect(previewOf(direct, false)).toEqual({ tone: 'plain', text: 'two lines' });
  });

  it('marks what one wrote oneself, except in notes', () => {
    const own = { lastMessage: { ...lastMessage, mine: true } };
    expect(previewOf({ ...direct, ...own }, false).label).toBe('You:');
    expect(previewOf({ ...direct, ...own, isSelf: true }, false).label).toBeUndefined();
  });

  it('shows who types before a draft, and a draft before the message', () => {
    const busy = { ...group, typing: [ana], draft: 'I think\nso' };
    expect(previewOf(busy, false)).toEqual({ tone: 'typing', text: 'Ana is typing…' });
    expect(previewOf({ ...busy, typing: [] }, false)).toEqual({ tone: 'draft', label: 'Draft:', text: 'I think so' });
  });

  it('hides the draft of the conversation that is open, and one of spaces only', () => {
    expect(previewOf({ ...group, draft: 'I think' }, true).tone).toBe('plain');
    expect(previewOf({ ...group, draft: ' \n' }, false).tone).toBe('plain');
  });

  it('tells of deleted, system, failed and missing messages', () => {
    const of = (change: Partial<LastMessageItem>) => previewOf({ ...group, lastMessage: { ...lastMessage, ...change } }, false);
    expect(of({ deleted: true, text: '' })).toEqual({ tone: 'quiet', text: 'Message deleted' });
    expect(of({ kind: 'SYSTEM', text: '', systemEvent: { kind: 'MEMBER_LEFT', users: [ana], name: null } })).toEqual({
      tone: 'quiet',
      text: 'Ana left',
    });
    expect(of({ mine: true, state: 'failed', text: 'no' })).toEqual({ tone: 'failed', label: 'Not sent', text: 'no' });
    const { lastMessage: _, ...empty } = group;
    expect(previewOf(empty, false)).toEqual({ tone: 'quiet', text: 'No messages yet' });
  });
});
