import { findFaults } from '../crash/find-faults.ts';
import type { Member, Message } from '../crash/records.ts';
import type { Acknowledged, Refused } from '../crash/sender.ts';
import { type AcknowledgedChange, lastingKey, shows } from './message-change.ts';
import { type ConversationTruth, type Interval, membershipsOf } from './truth.ts';

/** A conversation as a client holds it in the end. */
export interface Holding {
  readonly seq: number;
  readonly messages: ReadonlyMap<string, Message>;
  readonly members: ReadonlyMap<string, Member>;
}

/** What one client tells. */
export interface Testimony {
  readonly personId: string;
  /** The numbers of all live events that reached it, by conversation. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
  /** Those of them that tell of a change of a message. */
  readonly changeArrivals: ReadonlyMap<string, readonly number[]>;
  readonly holdings: ReadonlyMap<string, Holding>;
}

export interface Evidence {
  readonly truth: readonly ConversationTruth[];
  readonly acknowledged: readonly Acknowledged[];
  readonly refused: readonly Refused[];
  readonly testimonies: readonly Testimony[];
  /** Changes of messages that the server acknowledged; of one person in the order they were asked for. */
  readonly changes: readonly AcknowledgedChange[];
}

interface Judged extends ConversationTruth {
  readonly memberships: ReadonlyMap<string, readonly Interval[]>;
}

/** Every broken promise of DELIVERY, in words; none when all is well. */
export function findBreaches(evidence: Evidence): string[] {
  const { acknowledged, refused, testimonies, changes } = evidence;
  const truth = evidence.truth.map((conversation) => withChanges(conversation, evidence));
  const judged = truth.map((conversation) => ({ ...conversation, memberships: membershipsOf(conversation) }));
  return [
    ...findFaults(truth, acknowledged),
    ...judged.flatMap(findWrongMembers),
    ...truth.flatMap(findMiscountedThreads),
    ...findLostChanges(truth, changes),
    ...testimonies.flatMap((testimony) => judged.flatMap((conversation) => findTrespasses(testimony, conversation))),
    ...testimonies.flatMap((testimony) => judged.flatMap((conversation) => compareHolding(testimony, conversation))),
    ...refused.flatMap((message) => findWrongRefusal(message, judged)),
  ];
}

/** With all numbers that changes of messages took, as far as anybody was told of them. */
function withChanges(conversation: ConversationTruth, { testimonies, changes }: Evidence): ConversationTruth {
  const { conversationId, messages } = conversation;
  const own = changes.filter((change) => change.conversationId === conversationId);
  const seqs = [
    ...messages.flatMap(({ seq, changeSeq }) => (changeSeq === seq ? [] : [changeSeq])),
    ...testimonies.flatMap(({ changeArrivals }) => changeArrivals.get(conversationId) ?? []),
    ...own.flatMap(({ seq }) => seq ?? []),
  ];
  return { ...conversation, changeSeqs: new Set(seqs), untoldChanges: own.filter(({ seq }) => seq === null).length };
}

/** A thread counts its replies that are not deleted. */
function findMiscountedThreads({ conversationId, messages, threads }: ConversationTruth): string[] {
  const replies = Map.groupBy(messages, ({ threadRootSeq }) => threadRootSeq);
  const counts = new Map(threads.map(({ rootSeq, replyCount }) => [rootSeq, replyCount]));
  return [...replies].flatMap(([rootSeq, all]) => {
    const count = all.filter(({ deletedAt }) => deletedAt === null).length;
    return rootSeq === null || counts.get(rootSeq) === count
      ? []
      : [`${conversationId}: the thread of ${rootSeq} counts ${counts.get(rootSeq)} of ${count} replies`];
  });
}

/** What somebody did last to a message still shows, unless the message was deleted. */
function findLostChanges(truth: readonly ConversationTruth[], changes: readonly AcknowledgedChange[]): string[] {
  const messages = new Map(truth.flatMap((conversation) => conversation.messages.map((message) => [message.id, message])));
  const last = new Map(changes.map((change) => [lastingKey(change), change]));
  return [...last.values()].flatMap((change) => {
    const message = messages.get(change.messageId);
    const isKept = message !== undefined && (change.kind === 'deleteMessage' || message.deletedAt === null ? shows(message, change) : true);
    return isKept ? [] : [`a change was lost although acknowledged: ${JSON.stringify(change)}`];
  });
}

/** The rows of members against the changes that the conversation's system messages tell of. */
function findWrongMembers({ conversationId, members, memberships }: Judged): string[] {
  return members.flatMap(({ user, leftSeq }) => {
    const last = memberships.get(user.id)?.at(-1);
    if (last !== undefined && last.leftSeq === leftSeq) return [];
    return [`${conversationId}: the membership of ${user.id} ended with ${leftSeq}, by the changes with ${last?.leftSeq}`];
  });
}

/** DELIVERY-5: live events with a number at which the person was not in the conversation. */
function findTrespasses({ personId, arrivals }: Testimony, { conversationId, memberships }: Judged): string[] {
  const intervals = memberships.get(personId) ?? [];
  const isTheirs = (seq: number) => intervals.some(({ joinedSeq, leftSeq }) => joinedSeq <= seq && seq <= (leftSeq ?? seq));
  return (arrivals.get(conversationId) ?? [])
    .filter((seq) => !isTheirs(seq))
    .map((seq) => `${personId} got number ${seq} of ${conversationId} while out of it (in: ${JSON.stringify(intervals)})`);
}

/** DELIVERY-4: who is in holds exactly what there is, who is out holds nothing. */
function compareHolding({ personId, holdings }: Testimony, truth: Judged): string[] {
  const { conversationId } = truth;
  const holding = holdings.get(conversationId);
  const isIn = truth.members.some(({ user, leftSeq }) => user.id === personId && leftSeq === null);
  const says = (what: string) => [`the client of ${personId} ${what} ${conversationId}`];
  const intervals = JSON.stringify(truth.memberships.get(personId));
  if (!isIn) return holding === undefined ? [] : says(`holds, although out of it (in: ${intervals}), up to ${holding.seq} of`);
  if (holding === undefined) return says('holds nothing of');
  if (holding.seq !== truth.lastSeq) return says(`stands at ${holding.seq} of ${truth.lastSeq} in`);
  const { messages, members } = holding;
  return [
    ...compareItems(truth.messages, messages, ({ id }) => id).flatMap((seq) => says(`differs in message ${seq} of`)),
    ...compareItems(truth.members, members, ({ user }) => user.id).flatMap((seq) => says(`differs in the member changed at ${seq} of`)),
  ];
}

/** The numbers of the items that are not the same on both sides. */
function compareItems<T extends { readonly changeSeq: number }>(
  expected: readonly T[],
  held: ReadonlyMap<string, T>,
  idOf: (item: T) => string,
): number[] {
  const expectedById = new Map(expected.map((item) => [idOf(item), item]));
  const ids = new Set([...expectedById.keys(), ...held.keys()]);
  return [...ids].flatMap((id) => {
    const [one, other] = [expectedById.get(id), held.get(id)];
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [one?.changeSeq ?? other?.changeSeq ?? 0];
  });
}

/** Somebody who was in it all the time must not be refused. */
function findWrongRefusal({ senderId, conversationId, text }: Refused, truth: readonly Judged[]): string[] {
  const conversation = truth.find((each) => each.conversationId === conversationId);
  const [first, second] = conversation?.memberships.get(senderId) ?? [];
  const [creation] = conversation?.messages ?? [];
  const wasAlwaysIn = first?.leftSeq === null && second === undefined && first.joinedSeq < (creation?.seq ?? 0);
  return wasAlwaysIn ? [`refused although from a member: ${text}`] : [];
}
