import type { PoolClient } from 'pg';
import type { AppContext } from '../../context.ts';
import { notInConversation } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { conversationTopic, personTopic } from '../../realtime/bus.ts';
import type { NumberedEvent, ViewerItemChanged } from '../../realtime/events.ts';
import type { MessageView, StoredSystemEvent } from '../messages/message.ts';
import { storeSystemMessage } from '../messages/system-messages.service.ts';
import type { ThreadView } from '../messages/thread.ts';
import type { PeopleCache, PublicPerson } from '../people/people-cache.ts';
import { publishViewerItem, removeItemsOfConversation } from '../viewer-items/viewer-items.service.ts';
import type { MemberRole } from './conversations.policy.ts';
import { GROUP_COLUMNS, type GroupColumns, type GroupSettings, toGroupSettings } from './group-settings.ts';
import { MEMBER_COLUMNS, type MemberRow, type MemberView, toMemberView } from './member.ts';

/** The conversation's row, locked. */
export interface LockedRow extends GroupColumns {
  id: string;
  kind: 'DIRECT' | 'GROUP';
  last_seq: number;
  members_seq: number;
  last_activity_at: string;
}

/** The columns of a `LockedRow`, of the table or alias `c`. */
export const LOCKED_COLUMNS = `c.id, c.kind, c.last_seq, c.members_seq, c.last_activity_at, ${GROUP_COLUMNS}`;

/**
 * Changes of a conversation other than sends: under the lock of its row, each change takes the next number, all in one transaction
 * (architecture 1). Events go out after the commit.
 */
export class ConversationChange {
  readonly tx: PoolClient;
  readonly conversation: { readonly id: string; readonly kind: 'DIRECT' | 'GROUP' };
  readonly #people: Map<string, PublicPerson>;
  readonly #events: NumberedEvent[] = [];
  readonly #itemsGone: ViewerItemChanged[] = [];
  #settings: GroupSettings;
  #lastSeq: number;
  #membersSeq: number;
  #lastActivityAt: string;

  constructor(tx: PoolClient, row: LockedRow, people: ReadonlyMap<string, PublicPerson>) {
    this.tx = tx;
    this.conversation = { id: row.id, kind: row.kind };
    this.#people = new Map(people);
    this.#settings = toGroupSettings(row);
    this.#lastSeq = row.last_seq;
    this.#membersSeq = row.members_seq;
    this.#lastActivityAt = row.last_activity_at;
  }

  /** Makes the person a member, again if they left. Must not be one already. */
  addMember(userId: string, role: MemberRole): Promise<void> {
    return this.addMembers([userId], role);
  }

  /** Makes the people members, each with the next number, in one statement. None of them may be one already. */
  async addMembers(userIds: readonly string[], role: MemberRole): Promise<void> {
    if (userIds.length === 0) return;
    const { rows } = await this.tx.query<MemberRow>(
      `INSERT INTO members AS b (conversation_id, user_id, role, joined_seq, change_seq, joined_at, read_seq, delivered_seq, visible_after)
       SELECT $1, n.user_id, $3, n.seq, n.seq, clock_timestamp() + n.ord * interval '1 microsecond', n.seq - 1, n.seq - 1,
              $5::timestamptz
         FROM (SELECT a.user_id, a.ord, $4::bigint + a.ord AS seq FROM unnest($2::uuid[]) WITH ORDINALITY AS a (user_id, ord)) n ORDER BY n.ord
       ON CONFLICT (conversation_id, user_id) DO UPDATE SET role = EXCLUDED.role, joined_seq = EXCLUDED.joined_seq,
         change_seq = EXCLUDED.change_seq, left_seq = NULL, left_at = NULL, joined_at = EXCLUDED.joined_at, read_seq = EXCLUDED.read_seq,
         delivered_seq = EXCLUDED.delivered_seq, shown_read_seq = 0, visible_after = EXCLUDED.visible_after
       RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userIds, role, this.#lastSeq, this.#settings.historyVisibility === 'ALL' ? null : this.#lastActivityAt],
    );
    this.#lastSeq += userIds.length;
    for (const row of rows.sort((a, b) => a.joined_seq - b.joined_seq)) this.#memberChanged([row]);
  }

  /** Lets the change speak of people who were found out under the lock. */
  async meet(people: PeopleCache, userIds: readonly string[]): Promise<void> {
    for (const [id, person] of await people.load(userIds, this.tx)) this.#people.set(id, person);
  }

  /** Ends the membership; what the person kept of the conversation for themselves goes with it. Gives false when there is none. */
  async endMembership(userId: string): Promise<boolean> {
    const { rows } = await this.tx.query<MemberRow>(
      `UPDATE members b SET left_seq = $3, change_seq = $3, left_at = clock_timestamp(), role = 'MEMBER'
        WHERE conversation_id = $1 AND user_id = $2 AND left_seq IS NULL RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userId, this.#lastSeq + 1],
    );
    if (rows.length === 0) return false;
    this.#nextSeq();
    this.#memberChanged(rows);
    const gone = await removeItemsOfConversation(this.tx, { userId, conversationId: this.conversation.id });
    if (gone !== null) this.#itemsGone.push(gone);
    return true;
  }

  async setRole(userId: string, role: MemberRole): Promise<void> {
    const { rows } = await this.tx.query<MemberRow>(
      `UPDATE members b SET role = $3, change_seq = $4 WHERE conversation_id = $1 AND user_id = $2 RETURNING ${MEMBER_COLUMNS}`,
      [this.conversation.id, userId, role, this.#nextSeq()],
    );
    this.#memberChanged(rows);
  }

  /** Gives the group another name, or sets it up otherwise. */
  async changeSettings(changed: Partial<GroupSettings>): Promise<void> {
    const seq = this.#nextSeq();
    const settings = { ...this.#settings, ...changed };
    const { name, topic, isPublic, historyVisibility, permissions } = settings;
    const { id: conversationId, kind } = this.conversation;
    await this.tx.query(
      `UPDATE conversations SET name = $2, topic = $3, is_public = $4, history_visibility = $5, may_post = $6, may_invite = $7, may_pin = $8,
              may_edit = $9 WHERE id = $1`,
      [conversationId, name, topic, isPublic, historyVisibility, permissions.post, permissions.invite, permissions.pin, permissions.edit],
    );
    this.#settings = settings;
    this.#events.push({
      type: 'ConversationChanged',
      conversationId,
      seq,
      membersSeq: this.#membersSeq,
      kind,
      ...settings,
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

  /** A message changes: `store` writes it with the number it is given, and gives it and the thread that it is a reply in. */
  async changeMessage(store: (seq: number) => Promise<{ message: MessageView; thread: ThreadView | null }>): Promise<MessageView> {
    const seq = this.#nextSeq();
    const { message, thread } = await store(seq);
    this.#events.push({
      type: 'MessageChanged',
      conversationId: this.conversation.id,
      seq,
      membersSeq: this.#membersSeq,
      message,
      thread,
    });
    return message;
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

  /** As this change has made them so far. */
  get settings(): GroupSettings {
    return this.#settings;
  }

  /** The number of the last membership change. */
  get membersSeq(): number {
    return this.#membersSeq;
  }

  /** What members who left kept of the conversation until now; to be told after the commit. */
  get itemsGone(): readonly ViewerItemChanged[] {
    return this.#itemsGone;
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
  const { result, events, itemsGone } = await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<LockedRow>(`SELECT ${LOCKED_COLUMNS} FROM conversations c WHERE c.id = $1 FOR UPDATE`, [
      conversationId,
    ]);
    const [row] = rows;
    if (row === undefined) throw notInConversation();
    const change = new ConversationChange(tx, row, people);
    const value = await work(change);
    return { result: value, events: await change.finish(), itemsGone: change.itemsGone };
  });
  publishChanges(app, events);
  for (const event of itemsGone) publishViewerItem(app, event);
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
