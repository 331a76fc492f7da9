import type { PoolClient } from 'pg';
import type { AppContext } from '../../context.ts';
import { notInConversation } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { conversationTopic, personTopic } from '../../realtime/bus.ts';
import type { NumberedEvent } from '../../realtime/events.ts';
import type { StoredSystemEvent } from '../messages/message.ts';
import { storeSystemMessage } from '../messages/system-messages.service.ts';
import type { PeopleCache, PublicPerson } from '../people/people-cache.ts';
import { MEMBER_COLUMNS, type MemberRow, type MemberView, toMemberView } from './member.ts';

/** The conversation's row, locked. */
export interface LockedRow {
  id: string;
  kind: 'DIRECT' | 'GROUP';
  name: string | null;
  last_seq: number;
  members_seq: number;
  last_activity_at: string;
}

/**
 * Changes of a conversation other than sends: under the lock of its row, each change takes the next number, all in one transaction
 * (architecture 1). Events go out after the commit.
 */
export class ConversationChange {
  readonly tx: PoolClient;
  readonly conversation: { readonly id: string; readonly kind: 'DIRECT' | 'GROUP' };
  readonly #people: Map<string, PublicPerson>;
  readonly #events: NumberedEvent[] = [];
  #name: string | null;
  #lastSeq: number;
  #membersSeq: number;
  #lastActivityAt: string;

  constructor(tx: PoolClient, row: LockedRow, people: ReadonlyMap<string, PublicPerson>) {
    this.tx = tx;
    this.conversation = { id: row.id, kind: row.kind };
    this.#people = new Map(people);
    this.#name = row.name;
    this.#lastSeq = row.last_seq;
    this.#membersSeq = row.members_seq;
    this.#lastActivityAt = row.last_activity_at;
  }

  /** Makes the person a member, again if they left. Must not be one already. */
  async addMember(userId: string, role: 'OWNER' | 'MEMBER'): Promise<void> {
    const seq = this.#nextSeq();
    const { rows } = await this.tx.query<MemberRow>(
      `INSERT INTO members AS b (conversation_id, user_id, role, joined_seq, change_seq, joined_at, read_seq, delivered_seq)
       VALUES ($1, $2, $3, $4, $4, clock_timestamp(), $5, $5)
       ON CONFLICT (conversation_id, user_id) DO UPDATE SET role = $3, joined_seq = $4, change_seq = $4, left_seq = NULL, left_at = NULL,
         joined_at = clock_timestamp(), read_seq = $5, delivered_seq = $5, shown_read_seq = 0
       RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userId, role, seq, seq - 1],
    );
    this.#memberChanged(rows);
  }

  /** Lets the change speak of people who were found out under the lock. */
  async meet(people: PeopleCache, userIds: readonly string[]): Promise<void> {
    for (const [id, person] of await people.load(userIds, this.tx)) this.#people.set(id, person);
  }

  /** Ends the membership. Gives false when there is none. */
  async endMembership(userId: string): Promise<boolean> {
    const { rows } = await this.tx.query<MemberRow>(
      `UPDATE members b SET left_seq = $3, change_seq = $3, left_at = clock_timestamp(), role = 'MEMBER'
        WHERE conversation_id = $1 AND user_id = $2 AND left_seq IS NULL RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userId, this.#lastSeq + 1],
    );
    if (rows.length === 0) return false;
    this.#nextSeq();
    this.#memberChanged(rows);
    return true;
  }

  async setRole(userId: string, role: 'OWNER' | 'MEMBER'): Promise<void> {
    const { rows } = await this.tx.query<MemberRow>(
      `UPDATE members b SET role = $3, change_seq = $4 WHERE conversation_id = $1 AND user_id = $2 RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userId, role, this.#nextSeq()],
    );
    this.#memberChanged(rows);
  }

  async rename(name: string): Promise<void> {
    const seq = this.#nextSeq();
    await this.tx.query('UPDATE conversations SET name = $2 WHERE id = $1', [this.conversation.id, name]);
    this.#name = name;
    this.#events.push({
      type: 'ConversationChanged',
      conversationId: this.conversation.id,
      seq,
      membersSeq: this.#membersSeq,
      kind: this.conversation.kind,
      name,
      lastActivityAt: this.#lastActivityAt,
    });
  }

  /** Puts a system message into the timeline (CONV-2). `importedAt`: when it happened elsewhere. */
  async say(actorId: string, event: StoredSystemEvent, importedAt: string | null = null): Promise<void> {
    const seq = this.#nextSeq();
    const { id: conversationId } = this.conversation;
    const message = await storeSystemMessage(
      this.tx,
      { conversationId, seq, actorId, event, importedAt, after: this.#lastActivityAt },
      this.#personOf,
    );
    this.#lastActivityAt = message.createdAt;
    this.#events.push({ type: 'MessageChanged', conversationId, seq, membersSeq: this.#membersSeq, message, thread: null });
  }

  /** Writes the conversation's own row; the last statement of the transaction. */
  async finish(): Promise<readonly NumberedEvent[]> {
    await this.tx.query('UPDATE conversations SET last_seq = $2, members_seq = $3, last_activity_at = $4 WHERE id = $1', [
      this.conversation.id,
      this.#lastSeq,
      this.#membersSeq,
      this.#lastActivityAt,
    ]);
    return this.#events;
  }

  get name(): string | null {
    return this.#name;
  }

  #nextSeq(): number {
    this.#lastSeq += 1;
    return this.#lastSeq;
  }

  #memberChanged(rows: MemberRow[]): void {
    const member: MemberView = toMemberView(firstOf(rows), this.#personOf);
    const { conversationId, changeSeq: seq } = member;
    this.#events.push({ type: 'MemberChanged', conversationId, seq, membersSeq: seq, previousMembersSeq: this.#membersSeq, member });
    this.#membersSeq = seq;
  }

  readonly #personOf = (id: string): PublicPerson => {
    const person = this.#people.get(id);
    if (person === undefined) throw new Error('A change names a person who was not loaded.');
    return person;
  };
}

function firstOf<T>(rows: T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('A change of a conversation touched no row.');
  return row;
}

/** Locks the conversation, runs the work, commits, then publishes. `peopleIds`: everyone the change speaks of. */
export async function changeConversation<T>(
  app: AppContext,
  { conversationId, peopleIds }: { conversationId: string; peopleIds: readonly string[] },
  work: (change: ConversationChange) => Promise<T>,
): Promise<T> {
  const people = await app.people.load(peopleIds);
  const { result, events } = await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<LockedRow>(
      'SELECT id, kind, name, last_seq, members_seq, last_activity_at FROM conversations WHERE id = $1 FOR UPDATE',
      [conversationId],
    );
    const [row] = rows;
    if (row === undefined) throw notInConversation();
    const change = new ConversationChange(tx, row, people);
    const value = await work(change);
    return { result: value, events: await change.finish() };
  });
  publishChanges(app, events);
  return result;
}

/** Tells every node. A membership goes to its person's own topic as well: their nodes may not follow the conversation yet. */
export function publishChanges(app: AppContext, events: readonly NumberedEvent[]): void {
  for (const event of events) {
    if (event.type === 'MemberChanged') app.bus.publish(personTopic(event.member.userId), event);
    app.bus.publish(conversationTopic(event.conversationId), event);
  }
}

/** Tells of a new conversation: to each member that they are in it, and what was said. Who else is in it is read when it is shown. */
export function publishCreation(app: AppContext, events: readonly NumberedEvent[]): void {
  for (const event of events) {
    const topic = event.type === 'MemberChanged' ? personTopic(event.member.userId) : conversationTopic(event.conversationId);
    app.bus.publish(topic, event);
  }
}
