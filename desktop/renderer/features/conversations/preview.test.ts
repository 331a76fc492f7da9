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
    expect(previewOf(group, { isOpen: false })).toEqual({ tone: 'plain', label: 'Ana:', text: 'two lines' });
    expect(previewOf(direct, { isOpen: false })).toEqual({ tone: 'plain', text: 'two lines' });
  });

  it('draws the short codes of a message, not those in code', () => {
    const text = 'so :tada: and `:tada:`';
    const emojiOfCode = (code: string) => (code === 'tada' ? '🎉' : undefined);
    const shown = previewOf({ ...direct, lastMessage: { ...lastMessage, text } }, { isOpen: false, emojiOfCode });
    expect(shown.text).toBe('so 🎉 and :tada:');
  });

  it('marks what one wrote oneself, except in notes', () => {
    const own = { lastMessage: { ...lastMessage, mine: true } };
    expect(previewOf({ ...direct, ...own }, { isOpen: false }).label).toBe('You:');
    expect(previewOf({ ...direct, ...own, isSelf: true }, { isOpen: false }).label).toBeUndefined();
  });

  it('shows who types before a draft, and a draft before the message', () => {
    const busy = { ...group, typing: [ana], draft: 'I think\nso' };
    expect(previewOf(busy, { isOpen: false })).toEqual({ tone: 'typing', text: 'Ana is typing…' });
    expect(previewOf({ ...busy, typing: [] }, { isOpen: false })).toEqual({ tone: 'draft', label: 'Draft:', text: 'I think so' });
  });

  it('hides the draft of the conversation that is open, and one of spaces only', () => {
    expect(previewOf({ ...group, draft: 'I think' }, { isOpen: true }).tone).toBe('plain');
    expect(previewOf({ ...group, draft: ' \n' }, { isOpen: false }).tone).toBe('plain');
  });

  it('tells of deleted, folded, system, failed and missing messages', () => {
    const of = (change: Partial<LastMessageItem>) => previewOf({ ...group, lastMessage: { ...lastMessage, ...change } }, { isOpen: false });
    expect(of({ deleted: true, text: '' })).toEqual({ tone: 'quiet', text: 'Message deleted' });
    expect(of({ kind: 'SYSTEM', text: '', systemEvent: { kind: 'MEMBER_LEFT', users: [ana], name: null } })).toEqual({
      tone: 'quiet',
      text: 'Ana left',
    });
    expect(of({ mine: true, state: 'failed', text: 'no' })).toEqual({ tone: 'failed', label: 'Not sent', text: 'no' });
    expect(previewOf(group, { isOpen: false, isFolded: true })).toEqual({ tone: 'quiet', text: 'Message from somebody you blocked' });
    const { lastMessage: _, ...empty } = group;
    expect(previewOf(empty, { isOpen: false })).toEqual({ tone: 'quiet', text: 'No messages yet' });
  });
});
