import { describe, expect, it } from 'vitest';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { type MessageDeeds, messageMenu } from './message-menu.ts';
import { rightsOver } from './message-rights.ts';

const ana = { id: 'ana', username: 'ana', displayName: 'Ana' };
const message: TimelineMessage = {
  ...{
    key: 'k',
    conversationId: 'c',
    id: 'm',
    seq: 7,
    sender: ana,
    mine: true,
    kind: 'TEXT',
    text: 'hello',
    createdAt: '2026-01-05T09:00:00.000Z',
  },
  ...{ isEdited: false, reactions: [], isPinned: false, linkPreviews: [], state: 'sent', mentions: [], mentionsAll: false },
  ...{ mentionsViewer: false, hasPending: false },
};
const poll = { options: [], isMultiple: false, voterCount: 0 };
const deletedAt = '2026-01-05T09:01:00.000Z';

type Place = Pick<ConversationDetail, 'canSend' | 'canRemoveMembers'>;
const member: Place = { canSend: true, canRemoveMembers: false };
const manager: Place = { canSend: true, canRemoveMembers: true };
const former: Place = { canSend: false, canRemoveMembers: false };

const nothing = () => {};
const deeds: MessageDeeds = {
  ...{ reply: nothing, openThread: nothing, edit: nothing, copyText: nothing, copyLink: nothing, forward: nothing, pin: nothing },
  ...{ save: nothing, markUnread: nothing, showReaders: nothing, showHistory: nothing, closePoll: nothing, hide: nothing, remove: nothing },
  report: nothing,
};

function offered(over: Partial<TimelineMessage>, place: Place, isInThread = false): string[] {
  const shown = { ...message, ...over };
  const rights = rightsOver(shown, place);
  return messageMenu(shown, deeds, { rights, isSaved: false, isInThread }).flatMap(({ entries }) => entries.map(({ id }) => id));
}

describe('the menu of a message', () => {
  it('offers everything for one’s own', () => {
    expect(offered({ isEdited: true, othersCount: 2 }, member)).toEqual([
      ...['reply', 'thread', 'forward', 'copy', 'link', 'save', 'pin', 'info', 'history', 'edit', 'hide', 'delete'],
    ]);
  });

  it('offers to change no words of another, and to delete them to those alone who may remove people', () => {
    const other = { mine: false };
    expect(offered(other, member)).not.toContain('edit');
    expect(offered(other, member)).toContain('unread');
    expect(offered(other, member)).not.toContain('delete');
    expect(offered(other, manager)).not.toContain('edit');
    expect(offered(other, manager)).toContain('delete');
  });

  it('offers nothing that is written to those who may no longer write', () => {
    const entries = offered({ mine: false }, former);
    expect(entries).not.toContain('reply');
    expect(entries).not.toContain('pin');
    expect(entries).toContain('copy');
  });

  it('offers to edit neither a poll nor what was forwarded, and to close a poll that is open', () => {
    expect(offered({ poll }, member)).not.toContain('edit');
    expect(offered({ poll }, member)).toContain('closePoll');
    expect(offered({ poll: { ...poll, closedAt: deletedAt } }, member)).not.toContain('closePoll');
    expect(offered({ forwardedFrom: { sender: ana, createdAt: deletedAt } }, member)).not.toContain('edit');
  });

  it('offers little for what is deleted, and less for what is not sent yet', () => {
    expect(offered({ text: '', deletedAt }, member)).toEqual(['hide']);
    const { id: _id, seq: _seq, ...unsent } = message;
    const rights = rightsOver(unsent, member);
    const menu = messageMenu(unsent, deeds, { rights, isSaved: false, isInThread: false });
    expect(menu.flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual(['copy']);
  });

  it('opens no thread within a thread', () => {
    expect(offered({}, member, true)).not.toContain('thread');
  });
});
