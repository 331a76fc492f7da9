import type { NumberedEvent } from '../../crash/records.ts';
import { Replica } from '../../crash/replica.ts';

/** A client without the check of the gap: it takes whatever number comes for the next one. */
export class CarelessReplica extends Replica {
  override applyEvent(event: NumberedEvent): boolean {
    const held = this.conversations.get(event.conversationId);
    if (held !== undefined && event.seq > held.seq) held.seq = event.seq - 1;
    return super.applyEvent(event);
  }
}
