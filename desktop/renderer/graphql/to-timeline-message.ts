import { isMentioned } from '../../sync/apply-change.ts';
import { personOf } from '../../sync/history.ts';
import type { SendOperation } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import { applyPending } from '../../sync/pending.ts';
import type { ForwardedFrom, MessageRow, Poll, Reaction, ThreadRow } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { FailedOperation, PollItem, ReactionItem, ThreadItem, TimelineMessage } from './timeline-message.ts';
import { toSystemEvent } from './to-conversation-item.ts';

/** What is told of a message from outside its row. */
export interface Around {
  readonly thread: ThreadRow | undefined;
  /** What waits to be done to it. */
  readonly waiting: readonly OutboxItem[];
}

export function toTimelineMessage(replica: Replica, row: MessageRow): TimelineMessage {
  const { viewerId } = replica;
  return {
    key: row.clientMessageId,
    conversationId: row.conversationId,
    id: row.id,
    seq: row.seq,
    sender: personOf(replica, row.senderId),
    mine: row.senderId === viewerId,
    kind: row.kind,
    text: row.text ?? '',
    createdAt: row.createdAt,
    isEdited: row.editedAt !== null && row.deletedAt === null,
    isPinned: row.pinnedAt !== null,
    reactions: row.reactions.map((reaction) => toReaction(viewerId, reaction)),
    linkPreviews: row.linkPreviews,
    state: 'sent',
    mentions: row.mentions.map((id) => personOf(replica, id)),
    mentionsAll: row.mentionsAll,
    mentionsViewer: row.senderId !== viewerId && isMentioned(row, viewerId),
    hasPending: false,
    ...timesOf(row),
    ...linksOf(row),
    ...(row.systemEvent && { systemEvent: toSystemEvent(replica, row.systemEvent) }),
    ...(row.pinnedById && { pinnedBy: personOf(replica, row.pinnedById) }),
    ...(row.forwardedFrom && { forwardedFrom: toForwarded(replica, row.forwardedFrom) }),
    ...(row.poll && { poll: toPoll(viewerId, row.poll) }),
  };
}

/** The message with its thread and with what the viewer did to it and the server does not know yet. */
export function toTimelineMessageAround(replica: Replica, row: MessageRow, { thread, waiting }: Around): TimelineMessage {
  const pending = waiting.map((item) => item.row);
  const failed = waiting.map(toFailed).find((found) => found !== undefined);
  return {
    ...toTimelineMessage(replica, applyPending(row, pending, replica.viewerId)),
    hasPending: pending.some(({ refusal }) => refusal === null),
    ...(thread && thread.replyCount > 0 && { thread: toThread(replica, thread) }),
    ...(failed && { failed }),
  };
}

/** A message that is on its way out. */
export function toOutgoingMessage(replica: Replica, { row, state }: OutboxItem, operation: SendOperation): TimelineMessage {
  const { replyTo, threadRoot, poll } = operation;
  return {
    key: row.id,
    conversationId: row.conversationId,
    sender: personOf(replica, replica.viewerId),
    mine: true,
    kind: 'TEXT',
    text: operation.text,
    createdAt: row.createdAt,
    isEdited: false,
    isPinned: false,
    reactions: [],
    linkPreviews: [],
    state,
    mentions: [],
    mentionsAll: false,
    mentionsViewer: false,
    hasPending: false,
    ...(replyTo && { replyTo }),
    ...(threadRoot && { threadRoot }),
    ...(poll && {
      poll: toPoll(replica.viewerId, { ...poll, closedAt: null, options: poll.options.map((text) => ({ text, voterIds: [] })) }),
    }),
    ...(row.refusal && { error: row.refusal }),
  };
}

const timesOf = ({ importedAt, editedAt, deletedAt }: MessageRow) => ({
  ...(importedAt && { importedAt }),
  ...(editedAt && { editedAt }),
  ...(deletedAt && { deletedAt }),
});

const linksOf = ({ replyToId, replyToSeq, threadRootId, threadRootSeq }: MessageRow) => ({
  ...(replyToId && replyToSeq && { replyTo: { id: replyToId, seq: replyToSeq } }),
  ...(threadRootId && threadRootSeq && { threadRoot: { id: threadRootId, seq: threadRootSeq } }),
});

const toReaction = (viewerId: string, { emoji, userIds }: Reaction): ReactionItem => ({
  emoji,
  userIds,
  isMine: userIds.includes(viewerId),
});

function toPoll(viewerId: string, { options, isMultiple, closedAt }: Poll): PollItem {
  return {
    options: options.map(({ text, voterIds }) => ({ text, voterIds, isMine: voterIds.includes(viewerId) })),
    isMultiple,
    ...(closedAt && { closedAt }),
    voterCount: new Set(options.flatMap(({ voterIds }) => voterIds)).size,
  };
}

const toForwarded = (replica: Replica, { senderId, createdAt }: ForwardedFrom) => ({ sender: personOf(replica, senderId), createdAt });

const toThread = (replica: Replica, { replyCount, lastReplyAt, lastReplySeq, participantIds }: ThreadRow): ThreadItem => ({
  replyCount,
  lastReplyAt,
  lastReplySeq,
  participants: participantIds.map((id) => personOf(replica, id)),
});

function toFailed({ row: { id, operation, refusal } }: OutboxItem): FailedOperation | undefined {
  return refusal === null ? undefined : { key: id, operation, error: refusal };
}
