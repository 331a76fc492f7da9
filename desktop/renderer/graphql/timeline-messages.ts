import { isMentioned } from '../../sync/apply-change.ts';
import { personOf } from '../../sync/history.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { ReceiptSummary } from '../../sync/receipt-summary.ts';
import type { MessageRow } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { toSystemEvent } from './to-conversation-item.ts';

/**
 * Makes what a timeline shows of rows. A row that is as before keeps its object, so a list of 100,000 costs one comparison each and no
 * allocation but the list itself.
 */
export class TimelineMessages {
  readonly #replica: Replica;
  readonly #sent = new WeakMap<MessageRow, TimelineMessage>();
  readonly #outgoing = new WeakMap<OutboxItem, TimelineMessage>();
  #rows: readonly MessageRow[] = [];
  #receipts: ReceiptSummary | undefined;
  #shown: readonly TimelineMessage[] = [];

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  list(rows: readonly MessageRow[], outgoing: readonly OutboxItem[], receipts?: ReceiptSummary): readonly TimelineMessage[] {
    if (receipts !== this.#receipts) {
      this.#receipts = receipts;
      this.#shown = rows.map((row) => this.#messageOf(row));
    } else if (rows !== this.#rows) {
      this.#shown = rows.map((row, i) => (row === this.#rows[i] ? this.#shown[i] : undefined) ?? this.#messageOf(row));
    }
    this.#rows = rows;
    return outgoing.length === 0 ? this.#shown : [...this.#shown, ...outgoing.map((item) => this.#outgoingOf(item))];
  }

  #messageOf(row: MessageRow): TimelineMessage {
    const known = this.#sent.get(row) ?? toTimelineMessage(this.#replica, row);
    const message = known.mine ? this.#reached(row, known) : known;
    this.#sent.set(row, message);
    return message;
  }

  /** One's own message with how far it came; the same object if that is as before. */
  #reached(row: MessageRow, message: TimelineMessage): TimelineMessage {
    const receipts = this.#receipts;
    if (receipts === undefined || row.kind === 'SYSTEM') return message;
    const state = receipts.reach(row.seq);
    const { othersCount } = receipts;
    const readCount = receipts.readCount(row.seq);
    const isSame = message.state === state && message.readCount === readCount && message.othersCount === othersCount;
    return isSame ? message : { ...message, state, readCount, othersCount };
  }

  #outgoingOf(item: OutboxItem): TimelineMessage {
    const known = this.#outgoing.get(item);
    if (known !== undefined) return known;
    const message = toOutgoingMessage(this.#replica, item);
    this.#outgoing.set(item, message);
    return message;
  }
}

function toTimelineMessage(replica: Replica, row: MessageRow): TimelineMessage {
  return {
    key: row.clientMessageId,
    id: row.id,
    seq: row.seq,
    sender: personOf(replica, row.senderId),
    mine: row.senderId === replica.viewerId,
    kind: row.kind,
    text: row.text ?? '',
    ...(row.systemEvent && { systemEvent: toSystemEvent(replica, row.systemEvent) }),
    createdAt: row.createdAt,
    ...(row.importedAt && { importedAt: row.importedAt }),
    ...(row.editedAt && { editedAt: row.editedAt }),
    ...(row.deletedAt && { deletedAt: row.deletedAt }),
    state: 'sent',
    mentionsViewer: row.senderId !== replica.viewerId && isMentioned(row, replica.viewerId),
  };
}

function toOutgoingMessage(replica: Replica, { row, state }: OutboxItem): TimelineMessage {
  return {
    key: row.id,
    sender: personOf(replica, replica.viewerId),
    mine: true,
    kind: 'TEXT',
    text: row.operation.type === 'send' ? row.operation.text : '',
    createdAt: row.createdAt,
    state,
    mentionsViewer: false,
    ...(row.refusal && { error: row.refusal }),
  };
}
