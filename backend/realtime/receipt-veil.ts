import type { SettingsView } from '../modules/people/settings.ts';
import type { ReceiptChanged, ReceiptsAdvanced } from './events.ts';
import type { MembershipReader } from './membership.ts';
import type { Room } from './room.ts';

/**
 * The people of this node who keep to themselves what they read, and are therefore told of nobody else's reading (RECEIPT-4). An event is
 * executed once for many: they get the same one without what was read, or none.
 */
export class ReceiptVeil {
  readonly #reader: Pick<MembershipReader, 'hidingReading'>;
  readonly #hiding = new Set<string>();
  /** Grows with every decision that comes as an event: what was read before it may be stale. */
  #changes = 0;

  constructor(reader: Pick<MembershipReader, 'hidingReading'>) {
    this.#reader = reader;
  }

  /** Learns what a person decided. Call it when their events already come. */
  load(userId: string): Promise<void> {
    return this.reload([userId]);
  }

  /** Learns it again of many, in one statement. */
  async reload(userIds: readonly string[]): Promise<void> {
    const changes = this.#changes;
    const hiding = new Set(await this.#reader.hidingReading(userIds));
    if (changes !== this.#changes) return this.reload(userIds);
    for (const userId of userIds) this.#set(userId, hiding.has(userId));
  }

  settingsChanged(userId: string, { readReceipts }: SettingsView): void {
    this.#changes += 1;
    this.#set(userId, !readReceipts);
  }

  forget(userId: string): void {
    this.#hiding.delete(userId);
  }

  /** One's own reading comes through one's own topic, whole. */
  deliver(room: Room, event: ReceiptChanged | ReceiptsAdvanced): void {
    const exceptUserId = event.type === 'ReceiptChanged' ? event.userId : undefined;
    if (this.#hiding.size === 0) room.deliver(event, exceptUserId);
    else room.deliverApart(event, { event: withoutReading(event), userIds: this.#hiding }, exceptUserId);
  }

  #set(userId: string, isHiding: boolean): void {
    if (isHiding) this.#hiding.add(userId);
    else this.#hiding.delete(userId);
  }
}

/** Null where nothing else is news: not even the moment of a reading is told. */
function withoutReading(event: ReceiptChanged | ReceiptsAdvanced): ReceiptChanged | null {
  return event.type === 'ReceiptChanged' && event.hasDeliveredMoved ? { ...event, readSeq: 0 } : null;
}
