import type { Message } from './records.ts';
import type { Acknowledged } from './sender.ts';

/** A conversation as a client that has just come sees it. */
export interface History {
  readonly conversationId: string;
  readonly lastSeq: number;
  readonly messages: readonly Message[];
  /** The numbers that changes of messages are known to have taken; none by default. */
  readonly changeSeqs?: ReadonlySet<number>;
  /** How many such changes were made whose number nobody was told, at most. */
  readonly untoldChanges?: number;
}

/** Every broken promise of DELIVERY, in words; none when all is well. */
export function findFaults(histories: readonly History[], acknowledged: readonly Acknowledged[]): string[] {
  return [...histories.flatMap(findFaultsOf), ...findLost(histories, acknowledged), ...findDisorder(acknowledged)];
}

function findFaultsOf({ conversationId, lastSeq, messages, changeSeqs = new Set(), untoldChanges = 0 }: History): string[] {
  const faults: string[] = [];
  let untold = untoldChanges;
  /** Numbers of this stretch, both ends included, that no known change took; what may be of one that was not told is none of them. */
  const unexplained = (from: number, to: number, expected: number) => {
    const count = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter((seq) => !changeSeqs.has(seq)).length;
    const excused = Math.min(untold, Math.max(0, count - expected));
    untold -= excused;
    return to < from - 1 ? to - from + 1 : count - excused;
  };
  const inOrder = [...messages].sort((a, b) => a.seq - b.seq);
  let last: Pick<Message, 'seq' | 'createdAt'> = { seq: 0, createdAt: '' };
  for (const message of inOrder) {
    const between = unexplained(last.seq + 1, message.seq - 1, membershipsIn(message));
    if (between !== membershipsIn(message)) faults.push(`${conversationId}: ${between} numbers without a change before ${message.seq}`);
    if (message.createdAt <= last.createdAt) faults.push(`${conversationId}: the time does not rise at ${message.seq}`);
    last = message;
  }
  if (unexplained(last.seq + 1, lastSeq, 0) !== 0) faults.push(`${conversationId}: ends with ${last.seq}, not with ${lastSeq}`);
  return faults;
}

/** A system message stands right after the membership changes that it tells of, each of which took a number (DELIVERY-3). */
function membershipsIn({ systemEvent }: Message): number {
  if (systemEvent === null) return 0;
  return systemEvent.kind === 'GROUP_CREATED' ? systemEvent.users.length + 1 : systemEvent.users.length;
}

function findLost(histories: readonly History[], acknowledged: readonly Acknowledged[]): string[] {
  const stored = Map.groupBy(
    histories.flatMap(({ messages }) => messages),
    ({ clientMessageId }) => clientMessageId,
  );
  const faults = [...stored.values()].filter(({ length }) => length > 1).map(([first]) => `stored twice: ${first?.text}`);
  for (const { ordinal: _, ...message } of acknowledged) {
    const [found] = stored.get(message.clientMessageId) ?? [];
    if (found === undefined) faults.push(`lost although acknowledged: ${message.text}`);
    else if (!isSameMessage(message, found)) faults.push(`acknowledged as another than stored: ${message.text}`);
  }
  return faults;
}

/** Whether the second is the first, as it was or after changes. */
export function isSameMessage(first: Message, then: Message): boolean {
  if (then.changeSeq === first.changeSeq) return JSON.stringify(first) === JSON.stringify(then);
  const lasting = ({ id, conversationId, seq, clientMessageId, createdAt, sender, replyToSeq, threadRootSeq }: Message) =>
    JSON.stringify([id, conversationId, seq, clientMessageId, createdAt, sender.id, replyToSeq, threadRootSeq]);
  return then.changeSeq > first.changeSeq && lasting(first) === lasting(then);
}

/** A sender who waits for each acknowledgement has their messages in the order they were sent. */
function findDisorder(acknowledged: readonly Acknowledged[]): string[] {
  const bySender = Map.groupBy(acknowledged, ({ sender, conversationId }) => `${sender.id} ${conversationId}`);
  return [...bySender.values()].flatMap((messages) => {
    const inOrder = messages.toSorted((a, b) => a.ordinal - b.ordinal);
    return inOrder
      .slice(1)
      .flatMap((message, index) => ((inOrder[index]?.seq ?? 0) < message.seq ? [] : [`out of order: ${message.text}`]));
  });
}
