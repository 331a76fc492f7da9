import type { AppContext } from '../../context.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageView } from './message.ts';
import { toMessageViews } from './messages.service.ts';
import type { ThreadRoot, ThreadView } from './thread.ts';
import { listThreads } from './threads.service.ts';

/** A thread with the message that began it. */
export interface RootedThread {
  readonly thread: ThreadView;
  readonly root: MessageView;
}

/** The threads of these messages, each at the place of its message; null where there is none. Two statements, however many they are. */
export async function listRootedThreads(app: AppContext, roots: readonly ThreadRoot[]): Promise<(RootedThread | null)[]> {
  if (roots.length === 0) return [];
  const [threads, messages] = await Promise.all([listThreads(app.db.pool, roots), listRoots(app, roots)]);
  const messageOf = new Map(messages.map((message) => [`${message.conversationId} ${message.seq}`, message]));
  return roots.map(({ conversationId, seq }, index) => {
    const [thread, root] = [threads[index], messageOf.get(`${conversationId} ${seq}`)];
    return thread == null || root === undefined ? null : { thread, root };
  });
}

async function listRoots(app: AppContext, roots: readonly ThreadRoot[]): Promise<MessageView[]> {
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM unnest($1::uuid[], $2::bigint[]) AS r (conversation_id, seq)
       JOIN messages m ON m.conversation_id = r.conversation_id AND m.seq = r.seq`,
    [roots.map(({ conversationId }) => conversationId), roots.map(({ seq }) => seq)],
  );
  return toMessageViews(app, rows);
}
