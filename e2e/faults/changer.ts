import { randomUUID } from 'node:crypto';
import { Failure } from '../crash/connection.ts';
import type { Line } from '../crash/line.ts';
import { CHANGE_MESSAGE, type Message } from '../crash/records.ts';
import type { ConversationReplica } from '../crash/replica.ts';
import { oneOf } from '../crash/seeded-random.ts';
import type { Person } from '../load/people.ts';
import type { AcknowledgedChange, MessageChange } from './message-change.ts';

export interface ChangerOptions {
  readonly person: Person;
  readonly line: Line;
  readonly random: () => number;
  /** What the client holds of a conversation. */
  readonly held: (conversationId: string) => ConversationReplica | undefined;
}

/** How often somebody changes a message before they write one, and how often what they write is a reply in a thread. */
const CHANGES = 0.5;
const REPLIES = 0.25;
/** How often a change is asked for once more although it was acknowledged. */
const NEEDLESS_REPEATS = 0.05;
/** People do things to what was said last. */
const NEWEST = 12;
const SIGNS = ['👍', '❤️', '😂'];
/** What nobody can help: the message or the membership went meanwhile. */
const OVERTAKEN: ReadonlySet<string> = new Set(['NOT_IN_CONVERSATION', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN']);

/** Does to messages what people do. What was not acknowledged is asked for again, with the same id, until it is (DELIVERY-2). */
export class Changer {
  readonly acknowledged: AcknowledgedChange[] = [];
  readonly #options: ChangerOptions;

  constructor(options: ChangerOptions) {
    this.#options = options;
  }

  /** The root of a thread to reply in, now and then. */
  chooseRoot(conversationId: string): string | undefined {
    if (this.#options.random() >= REPLIES) return undefined;
    return this.#pick(conversationId, ({ threadRootSeq }) => threadRootSeq === null)?.id;
  }

  /** Changes a message, now and then; resolves when that is acknowledged. Rejects with a failure that no fault explains. */
  async changeSomething(conversationId: string): Promise<void> {
    const change = this.#options.random() < CHANGES ? this.#draw(conversationId) : null;
    if (change === null) return;
    try {
      await this.#make(change);
    } catch (error) {
      if (!(error instanceof Failure && OVERTAKEN.has(error.code))) throw error;
    }
  }

  async #make(change: MessageChange): Promise<void> {
    const { person, line, random } = this.#options;
    const { kind, ...rest } = change;
    const input = { ...rest, clientOperationId: randomUUID() };
    const repeatsBefore = line.repeatCount;
    const run = () => line.insist<Record<string, Message>>(CHANGE_MESSAGE[kind], { input });
    const message = (await run())[kind];
    const isFirstAnswer = line.repeatCount === repeatsBefore;
    this.acknowledged.push({ ...change, personId: person.id, seq: isFirstAnswer ? (message?.changeSeq ?? null) : null });
    if (random() < NEEDLESS_REPEATS) await run();
  }

  #draw(conversationId: string): MessageChange | null {
    const { person, random, held } = this.#options;
    const isOwner = held(conversationId)?.members.get(person.id)?.role === 'OWNER';
    const dice = random();
    if (dice < 0.1 && isOwner)
      return this.#drawOf(
        conversationId,
        () => true,
        ({ pinnedAt }) => ({ kind: 'setPinned', isPinned: pinnedAt === null }),
      );
    const isOwn = ({ sender }: Message) => sender.id === person.id;
    if (dice < 0.3) return this.#drawOf(conversationId, isOwn, ({ text }) => ({ kind: 'editMessage', text: `${text} and more` }));
    if (dice < 0.4) return this.#drawOf(conversationId, isOwn, () => ({ kind: 'deleteMessage' }));
    const emoji = oneOf(random, SIGNS);
    return this.#drawOf(
      conversationId,
      () => true,
      ({ reactions }) => {
        const isThere = reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(person.id));
        return { kind: 'setReaction', emoji, isOn: !isThere };
      },
    );
  }

  #drawOf(conversationId: string, fits: (message: Message) => boolean, toChange: (message: Message) => ChangeOf): MessageChange | null {
    const message = this.#pick(conversationId, fits);
    return message === undefined ? null : { conversationId, messageId: message.id, ...toChange(message) };
  }

  #pick(conversationId: string, fits: (message: Message) => boolean): Message | undefined {
    const { held, random } = this.#options;
    const messages = [...(held(conversationId)?.messages.values() ?? [])].filter(
      (message) => message.systemEvent === null && message.deletedAt === null && fits(message),
    );
    const newest = messages.toSorted((a, b) => a.seq - b.seq).slice(-NEWEST);
    return newest.length === 0 ? undefined : oneOf(random, newest);
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type ChangeOf = DistributiveOmit<MessageChange, 'conversationId' | 'messageId'>;
