import type { FollowedThread } from './followed-thread.ts';
import type { MessageRow, ThreadRow } from './records.ts';
import type { Replica } from './replica.ts';
import type { StoreWriter } from './store-writer.ts';
import type { ThreadPreferences } from './viewer-item.ts';

/** The newest threads that are looked through, of all conversations. */
const THREADS_MAX = 100;
/** So many of a conversation's newest messages are searched for unread replies. */
const MESSAGES_MAX = 1_000;

export interface HeldThreadEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
}

/**
 * The threads that the viewer follows, as far as this device holds them: what the server says exactly, told by what there is. One follows what
 * one decided to, else what one began, replied in or was mentioned in.
 */
export async function readHeldThreads(
  { replica, writer }: HeldThreadEnds,
  own: ReadonlyMap<string, ThreadPreferences>,
): Promise<FollowedThread[]> {
  const ids = [...replica.conversations.get().keys()];
  const rows = await Promise.all(ids.map((id) => writer.read((store) => store.listThreads(id))));
  const newest = rows
    .flat()
    .filter(({ rootId, replyCount }) => replyCount > 0 && own.get(rootId)?.isFollowed !== false)
    .sort((a, b) => (a.lastReplyAt < b.lastReplyAt ? 1 : -1))
    .slice(0, THREADS_MAX);
  const found: FollowedThread[] = [];
  for (const [conversationId, threads] of Map.groupBy(newest, (thread) => thread.conversationId)) {
    found.push(...(await readThreads({ replica, writer }, { conversationId, threads, own })));
  }
  return found;
}

interface HeldThreads {
  readonly conversationId: string;
  readonly threads: readonly ThreadRow[];
  readonly own: ReadonlyMap<string, ThreadPreferences>;
}

async function readThreads({ replica, writer }: HeldThreadEnds, { conversationId, threads, own }: HeldThreads): Promise<FollowedThread[]> {
  const newest = { before: Number.MAX_SAFE_INTEGER, limit: MESSAGES_MAX };
  const held = await writer.read((store) => store.listMessages(conversationId, newest));
  const replies = Map.groupBy(held?.messages ?? [], ({ threadRootSeq }) => threadRootSeq);
  const found: FollowedThread[] = [];
  for (const thread of threads) {
    const place = { before: thread.rootSeq + 1, limit: 1 };
    const root = (await writer.read((store) => store.listMessages(conversationId, place)))?.messages[0];
    if (root?.seq !== thread.rootSeq) continue;
    const followed = toFollowed({ thread, root, replies: replies.get(thread.rootSeq) ?? [] }, replica.viewerId, own.get(thread.rootId));
    if (followed !== null) found.push(followed);
  }
  return found;
}

interface HeldThread {
  readonly thread: ThreadRow;
  readonly root: MessageRow;
  readonly replies: readonly MessageRow[];
}

function toFollowed({ thread, root, replies }: HeldThread, viewerId: string, own: ThreadPreferences | undefined): FollowedThread | null {
  const isNamed = (message: MessageRow) => message.mentions.includes(viewerId);
  const isInIt = root.senderId === viewerId || thread.participantIds.includes(viewerId) || isNamed(root) || replies.some(isNamed);
  if (!(own?.isFollowed ?? isInIt)) return null;
  const ownReply = replies.findLast(({ senderId }) => senderId === viewerId)?.seq ?? 0;
  const readSeq = Math.max(own?.readSeq ?? 0, ownReply);
  const unread = replies.filter(({ seq, senderId, deletedAt }) => seq > readSeq && senderId !== viewerId && deletedAt === null);
  return { thread, root, readSeq, unreadCount: unread.length };
}
