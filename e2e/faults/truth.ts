import type pg from 'pg';
import type { History } from '../crash/find-faults.ts';
import type { Member, Message } from '../crash/records.ts';

/** A conversation as the database holds it. */
export interface ConversationTruth extends History {
  /** Everybody who was ever in it, with their last membership. */
  readonly members: readonly Member[];
  readonly threads: readonly { readonly rootSeq: number; readonly replyCount: number }[];
}

/** From the change that let a person in to the one that ended it, both included; null: they are in. */
export interface Interval {
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
}

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Everything of a database that holds nothing but the trial; in the form and the order of fields that clients ask for. */
export async function readTruth(database: pg.Client): Promise<ConversationTruth[]> {
  const conversations = await database.query<{ id: string; last_seq: string }>('SELECT id, last_seq FROM conversations');
  const messages = await database.query<{ message: Message }>(
    `SELECT json_build_object('id', id, 'conversationId', conversation_id, 'seq', seq, 'changeSeq', change_seq,
              'clientMessageId', client_message_id, 'text', text, 'createdAt', ${instant('created_at')}, 'sender', json_build_object('id', sender_id),
              'systemEvent', CASE WHEN system_event IS NOT NULL THEN json_build_object('kind', system_event->>'kind',
                 'users', (SELECT coalesce(json_agg(json_build_object('id', u)), '[]') FROM jsonb_array_elements_text(system_event->'userIds') AS u)) END,
              'replyToSeq', reply_to_seq, 'threadRootSeq', thread_root_seq, 'reactions', coalesce(reactions, '[]'),
              'pinnedAt', ${instant('pinned_at')}, 'pinnedById', pinned_by_id, 'editedAt', ${instant('edited_at')},
              'deletedAt', ${instant('deleted_at')}) AS message
       FROM messages ORDER BY conversation_id, seq`,
  );
  const members = await database.query<{ id: string; member: Member }>(
    `SELECT conversation_id AS id, json_build_object('role', role, 'joinedSeq', joined_seq, 'leftSeq', left_seq, 'changeSeq', change_seq,
              'user', json_build_object('id', user_id)) AS member
       FROM members ORDER BY conversation_id, change_seq`,
  );
  const threads = await database.query<{ id: string; root_seq: string; reply_count: number }>(
    'SELECT conversation_id AS id, root_seq, reply_count FROM threads',
  );
  const threadsOf = Map.groupBy(threads.rows, ({ id }) => id);
  const messagesOf = Map.groupBy(messages.rows, ({ message }) => message.conversationId);
  const membersOf = Map.groupBy(members.rows, ({ id }) => id);
  return conversations.rows.map(({ id, last_seq }) => ({
    conversationId: id,
    lastSeq: Number(last_seq),
    messages: (messagesOf.get(id) ?? []).map(({ message }) => message),
    members: (membersOf.get(id) ?? []).map(({ member }) => member),
    threads: (threadsOf.get(id) ?? []).map(({ root_seq, reply_count }) => ({ rootSeq: Number(root_seq), replyCount: reply_count })),
  }));
}

/** When each person was in the conversation, as its system messages tell: the changes stand right before the message. */
export function membershipsOf({ messages }: History): Map<string, Interval[]> {
  const intervals = new Map<string, Interval[]>();
  for (const { seq, sender, systemEvent } of messages) {
    if (systemEvent === null) continue;
    const users = systemEvent.kind === 'GROUP_CREATED' ? [sender, ...systemEvent.users] : systemEvent.users;
    for (const [index, { id }] of users.entries()) {
      const changeSeq = seq - users.length + index;
      intervals.set(id, afterChange(intervals.get(id) ?? [], systemEvent.kind, changeSeq));
    }
  }
  return intervals;
}

function afterChange(intervals: readonly Interval[], kind: string, changeSeq: number): Interval[] {
  const last = intervals.at(-1);
  if (kind !== 'MEMBER_REMOVED' && kind !== 'MEMBER_LEFT') return [...intervals, { joinedSeq: changeSeq, leftSeq: null }];
  return last === undefined ? [] : [...intervals.slice(0, -1), { ...last, leftSeq: changeSeq }];
}
