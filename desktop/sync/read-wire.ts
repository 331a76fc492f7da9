import { newestOf } from './newest-message.ts';
import type { ConversationRow, GroupSettings, MemberRow, MessageRow, MessageWindow, Person, ThreadRow } from './records.ts';
import { sealed } from './seal.ts';
import type { WireConversation, WireConversationWithMessages, WireMember, WireMessage, WirePage } from './wire.ts';

export function toMessageRow({ sender, systemEvent, forwardedFrom, ...message }: WireMessage): MessageRow {
  return sealed({
    id: message.id,
    conversationId: message.conversationId,
    seq: message.seq,
    changeSeq: message.changeSeq,
    clientMessageId: message.clientMessageId,
    kind: message.kind,
    senderId: sender.id,
    text: message.text,
    mentions: message.mentions,
    mentionsAll: message.mentionsAll,
    systemEvent: systemEvent && { kind: systemEvent.kind, userIds: systemEvent.users.map((user) => user.id), name: systemEvent.name },
    replyToId: message.replyToId,
    replyToSeq: message.replyToSeq,
    threadRootId: message.threadRootId,
    threadRootSeq: message.threadRootSeq,
    reactions: message.reactions,
    pinnedAt: message.pinnedAt,
    pinnedById: message.pinnedById,
    forwardedFrom: forwardedFrom && { senderId: forwardedFrom.sender.id, createdAt: forwardedFrom.createdAt },
    poll: message.poll,
    linkPreviews: message.linkPreviews,
    createdAt: message.createdAt,
    importedAt: message.importedAt,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
  });
}

export function toMemberRow({ user, ...member }: WireMember): MemberRow {
  return {
    conversationId: member.conversationId,
    userId: user.id,
    role: member.role,
    joinedAt: member.joinedAt,
    leftSeq: member.leftSeq,
    changeSeq: member.changeSeq,
  };
}

export const nodesOf = <T>(page: WirePage<T>): readonly T[] => page.edges.map((edge) => edge.node);

/** The people that messages speak of. */
export const peopleOfMessages = (messages: readonly WireMessage[]): Person[] =>
  messages.flatMap(({ sender, systemEvent, forwardedFrom }) =>
    [sender, ...(systemEvent?.users ?? []), ...(forwardedFrom === null ? [] : [forwardedFrom.sender])].map(toPerson),
  );

export const toPerson = ({ id, username, displayName }: Person): Person => ({ id, username, displayName });

/** The part of a conversation that a page of its newest messages holds. */
export function windowOf({ edges, pageInfo }: WirePage<WireMessage>): MessageWindow {
  const first = edges[0]?.node;
  return pageInfo.hasPreviousPage && first !== undefined
    ? { startSeq: first.seq, olderCursor: pageInfo.startCursor }
    : { startSeq: 0, olderCursor: null };
}

export const toGroupSettings = ({ name, topic, isPublic, historyVisibility, permissions }: GroupSettings): GroupSettings => ({
  name,
  topic,
  isPublic,
  historyVisibility,
  permissions: { post: permissions.post, invite: permissions.invite, pin: permissions.pin, edit: permissions.edit },
});

/** What the server says about a conversation itself; the rest of its row is the client's. */
export function toHeader(
  conversation: WireConversation,
  viewerId: string,
): Omit<ConversationRow, 'cursor' | 'window' | 'lastMessage' | 'hasMembers'> {
  const { viewerMember, viewerReceipt, viewerCan: can } = conversation;
  return {
    id: conversation.id,
    kind: conversation.kind,
    ...toGroupSettings(conversation),
    createdAt: conversation.createdAt,
    lastActivityAt: conversation.lastActivityAt,
    memberCount: conversation.memberCount,
    peerId: conversation.kind === 'DIRECT' ? peerOf(conversation, viewerId) : null,
    viewerRole: viewerMember.role,
    can: {
      send: can.send,
      pin: can.pin,
      leave: can.leave,
      addMembers: can.addMembers,
      invite: can.invite,
      removeMembers: can.removeMembers,
      rename: can.rename,
      editTopic: can.editTopic,
      promote: can.promote,
      transfer: can.transfer,
      setPermissions: can.setPermissions,
      makePublic: can.makePublic,
    },
    readSeq: viewerReceipt.readSeq,
    deliveredSeq: viewerReceipt.deliveredSeq,
    unreadCount: conversation.unreadCount,
    mentionCount: conversation.mentionCount,
    countedSeq: conversation.lastSeq,
  };
}

function peerOf({ members }: WireConversation, viewerId: string): string {
  return nodesOf(members).find(({ user }) => user.id !== viewerId)?.user.id ?? viewerId;
}

/** The people that a conversation's own fields speak of. */
export const peopleOfConversation = ({ members }: WireConversation): Person[] => nodesOf(members).map(({ user }) => toPerson(user));

/** A conversation as it is taken over whole: with its newest messages, complete up to the number that was read before them. */
export function toWholeConversation(
  wire: WireConversationWithMessages,
  viewerId: string,
): { conversation: ConversationRow; messages: MessageRow[]; threads: readonly ThreadRow[]; people: Person[] } {
  const wireMessages = nodesOf(wire.messages);
  const messages = wireMessages.map(toMessageRow);
  return {
    conversation: {
      ...toHeader(wire, viewerId),
      cursor: wire.lastSeq,
      window: windowOf(wire.messages),
      lastMessage: newestOf(null, messages, 0),
      hasMembers: false,
    },
    messages,
    threads: wire.messages.threads,
    people: [...peopleOfConversation(wire), ...peopleOfMessages(wireMessages)],
  };
}
