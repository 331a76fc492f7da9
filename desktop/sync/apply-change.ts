import { newestOf } from './newest-message.ts';
import { peopleOfConversation, peopleOfMessages, toGroupSettings, toHeader, toMemberRow, toMessageRow, toPerson } from './read-wire.ts';
import type { ConversationRow, MemberRow, MessageRow, Person, ThreadRow } from './records.ts';
import type { ConversationChanged, MemberChanged, MessageChanged, NumberedEvent, WireConversationChanges } from './wire.ts';

/** What a change makes of a conversation: its new row, and the rows that are new or changed with it. */
export interface Applied {
  readonly conversation: ConversationRow;
  readonly messages: readonly MessageRow[];
  readonly threads: readonly ThreadRow[];
  readonly members: readonly MemberRow[];
  readonly people: readonly Person[];
}

/** The viewer's membership ended: the conversation and all its rows leave the client. */
export const GONE = 'gone';

/** More was missed than is worth reading change by change: take the conversation over whole. */
export const TOO_FAR = 'too far';

/** How many changes a client fetches one by one before it takes the newest page instead. One page of `changes`. */
const FOLLOW_MAX = 500;

/** Where an event stands: already applied, the next one, or after a gap (DELIVERY-4). */
export function placeOf({ cursor }: ConversationRow, seq: number): 'known' | 'next' | 'ahead' {
  if (seq <= cursor) return 'known';
  return seq === cursor + 1 ? 'next' : 'ahead';
}

/** Applies the event that takes the next number of its conversation. */
export function applyEvent(row: ConversationRow, event: NumberedEvent, viewerId: string): Applied | typeof GONE {
  switch (event.__typename) {
    case 'MessageChanged':
      return applyMessage(row, event, viewerId);
    case 'MemberChanged':
      return applyMember(row, event, viewerId);
    case 'ConversationChanged':
      return applyConversation(row, event);
    case 'ChangeHidden':
      return { ...NO_ROWS, conversation: { ...row, cursor: event.seq, countedSeq: Math.max(event.seq, row.countedSeq) } };
  }
}

const NO_ROWS = { messages: [], threads: [], members: [], people: [] } as const;

function applyMessage(row: ConversationRow, { seq, message: wire, thread }: MessageChanged, viewerId: string): Applied {
  const message = toMessageRow(wire);
  const isNew = message.seq === seq;
  return {
    conversation: {
      ...row,
      cursor: seq,
      lastActivityAt: isNew ? message.createdAt : row.lastActivityAt,
      lastMessage: newestOf(row.lastMessage, [message], row.window.startSeq),
      ...(seq > row.countedSeq ? countedWith(row, message, { isNew, viewerId }) : {}),
      countedSeq: Math.max(seq, row.countedSeq),
    },
    messages: [message],
    threads: thread === null ? [] : [thread],
    members: [],
    people: peopleOfMessages([wire]),
  };
}

/** A message counts from when it arrives until it is deleted, which happens once. A reply in a thread counts there. */
function countedWith(
  { readSeq, unreadCount, mentionCount }: ConversationRow,
  message: MessageRow,
  { isNew, viewerId }: { isNew: boolean; viewerId: string },
): Pick<ConversationRow, 'unreadCount' | 'mentionCount'> {
  const isCounted = message.seq > readSeq && isCountedFor(message, viewerId);
  const delta = isCounted ? Number(isNew) - Number(message.deletedAt !== null) : 0;
  return {
    unreadCount: Math.max(0, unreadCount + delta),
    mentionCount: Math.max(0, mentionCount + (isMentioned(message, viewerId) ? delta : 0)),
  };
}

/** Whether the message mentions the person, by name or with everybody. */
export const isMentioned = ({ mentions, mentionsAll }: MessageRow, userId: string): boolean => mentionsAll || mentions.includes(userId);

/** Whether the message counts as unread for the person until they have read it, or it is deleted. */
export const isCountedFor = ({ kind, senderId, threadRootSeq }: MessageRow, userId: string): boolean =>
  kind === 'TEXT' && senderId !== userId && threadRootSeq === null;

function applyMember(row: ConversationRow, { seq, member }: MemberChanged, viewerId: string): Applied | typeof GONE {
  const isViewer = member.user.id === viewerId;
  if (isViewer && member.leftSeq !== null) return GONE;
  return {
    conversation: {
      ...row,
      cursor: seq,
      countedSeq: Math.max(seq, row.countedSeq),
      memberCount: row.memberCount + Number(member.leftSeq === null && member.joinedSeq === seq) - Number(member.leftSeq === seq),
      viewerRole: isViewer ? member.role : row.viewerRole,
    },
    messages: [],
    threads: [],
    members: [toMemberRow(member)],
    people: [toPerson(member.user)],
  };
}

function applyConversation(row: ConversationRow, event: ConversationChanged): Applied {
  const { seq, lastActivityAt } = event;
  return {
    ...NO_ROWS,
    conversation: { ...row, ...toGroupSettings(event), cursor: seq, countedSeq: Math.max(seq, row.countedSeq), lastActivityAt },
  };
}

/**
 * Applies what `changes` says of one conversation. `row` is undefined for one that was not held: then the changes go back to its beginning.
 * Fields that the server computed count at the page's number; a page that is older than what is held changes nothing but rows.
 */
export function applyChanges(
  row: ConversationRow | undefined,
  changes: WireConversationChanges,
  viewerId: string,
): Applied | typeof GONE | typeof TOO_FAR {
  if (changes.members.some(({ user, leftSeq }) => user.id === viewerId && leftSeq !== null)) return GONE;
  const missing = changes.conversation.lastSeq - changes.seq;
  if (missing > FOLLOW_MAX || (row === undefined && missing > 0)) return TOO_FAR;
  const messages = changes.messages.map(toMessageRow);
  return {
    conversation: row !== undefined && row.cursor >= changes.seq ? row : mergeHeader(row, changes, { messages, viewerId }),
    messages,
    threads: changes.threads,
    members: changes.members.map(toMemberRow),
    people: [
      ...peopleOfConversation(changes.conversation),
      ...changes.members.map(({ user }) => toPerson(user)),
      ...peopleOfMessages(changes.messages),
    ],
  };
}

function mergeHeader(
  row: ConversationRow | undefined,
  { conversation, seq }: WireConversationChanges,
  { messages, viewerId }: { messages: readonly MessageRow[]; viewerId: string },
): ConversationRow {
  const header = toHeader(conversation, viewerId);
  return {
    ...header,
    readSeq: Math.max(header.readSeq, row?.readSeq ?? 0),
    deliveredSeq: Math.max(header.deliveredSeq, row?.deliveredSeq ?? 0),
    cursor: seq,
    window: row?.window ?? { startSeq: 0, olderCursor: null },
    lastMessage: newestOf(row?.lastMessage ?? null, messages, row?.window.startSeq ?? 0),
    hasMembers: row?.hasMembers ?? true,
  };
}
