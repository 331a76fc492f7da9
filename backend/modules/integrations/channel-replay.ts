import type { AppContext } from '../../context.ts';
import { enterImportedGroup, leaveImportedGroup, listCurrentMembers } from '../conversations/imported-groups.service.ts';
import { storeMessage } from '../messages/messages.service.ts';
import type { HistoryStep } from './irc-history.ts';
import { isNameUuid, nameUuid, personId } from './name-uuid.ts';

/** Called as lines get stored. */
export type OnProgress = (linesDone: number) => void;

interface Replay {
  readonly importId: string;
  readonly conversationId: string;
  readonly onProgress: OnProgress;
}

/** One message on its way; `id`: its clientMessageId. */
interface Said {
  readonly id: string;
  readonly line: number;
  readonly at: string;
  readonly userId: string;
  readonly text: string;
}

/** No more than one batch of the message writer: it is stored as a whole or not at all, so that a run cut short leaves no hole. */
const SAID_MAX = 256;

/**
 * Stores the steps of a history in their order. What was said goes to the message writer in batches; who comes and goes waits for it.
 * After each of both it is noted up to which line all is stored: repeating what came after changes nothing, since a message has its
 * clientMessageId and a membership is what it is.
 */
export class ChannelReplay {
  readonly #app: AppContext;
  readonly #replay: Replay;
  #memberIds: Set<string>;
  /** The last to do something last. */
  readonly #active = new Set<string>();
  #said: Said[] = [];

  private constructor(app: AppContext, replay: Replay, memberIds: Set<string>) {
    this.#app = app;
    this.#replay = replay;
    this.#memberIds = memberIds;
  }

  static async open(app: AppContext, replay: Replay): Promise<ChannelReplay> {
    const members = await listCurrentMembers(app.db.pool, replay.conversationId);
    return new ChannelReplay(app, replay, new Set(members.map(({ userId }) => userId)));
  }

  async take(step: HistoryStep): Promise<void> {
    switch (step.kind) {
      case 'say':
        return this.#say(step);
      case 'enter':
        return this.#enter(step, step.people.map(personId));
      case 'leave':
        return this.#leave(step, { userId: personId(step.person), byId: personId(step.by) });
    }
  }

  /** Stores what waits and notes that the file is done. */
  async finish(lineCount: number): Promise<void> {
    await this.#store();
    await this.#note(lineCount);
    await this.#app.db.pool.query('UPDATE imports SET finished_at = clock_timestamp() WHERE id = $1', [this.#replay.importId]);
  }

  /** A text that is too long becomes several messages. Who is outside comes in to speak: they found no room before, or were removed. */
  async #say({ line, at, person, text }: HistoryStep & { kind: 'say' }): Promise<void> {
    const userId = personId(person);
    if (!this.#memberIds.has(userId)) await this.#enter({ line: line - 1, at }, [userId]);
    this.#noteActive(userId);
    for (const [part, piece] of piecesOf(text, this.#app.config.messageMaxCharacters).entries()) {
      this.#said.push({ id: nameUuid(this.#replay.importId, line, part), line, at, userId, text: piece });
    }
    if (this.#said.length >= SAID_MAX) await this.#store();
  }

  async #enter({ line, at }: { line: number; at: string }, userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) this.#noteActive(userId);
    if (userIds.every((id) => this.#memberIds.has(id))) return;
    await this.#store();
    const { conversationId } = this.#replay;
    const members = await enterImportedGroup(this.#app, { conversationId, at, userIds, makeRoom: this.#quietestFirst });
    this.#memberIds = new Set(members.map((member) => member.userId));
    await this.#note(line);
  }

  async #leave({ line, at }: HistoryStep, { userId, byId }: { userId: string; byId: string }): Promise<void> {
    if (!this.#memberIds.delete(userId)) return;
    await this.#store();
    await leaveImportedGroup(this.#app, { conversationId: this.#replay.conversationId, at, userId, byId });
    await this.#note(line);
  }

  async #store(): Promise<void> {
    const said = this.#said.splice(0);
    const last = said.at(-1);
    if (last === undefined) return;
    const people = await this.#app.people.load(said.map(({ userId }) => userId));
    await Promise.all(
      said.map(({ id, at, userId, text }) => {
        const sender = people.get(userId);
        if (sender === undefined) throw new Error('An imported person has no account.');
        const { conversationId } = this.#replay;
        return storeMessage(this.#app, sender, {
          conversationId,
          clientMessageId: id,
          text,
          replyToId: null,
          importedAt: at,
          extras: null,
        });
      }),
    );
    await this.#note(last.line);
  }

  async #note(line: number): Promise<void> {
    await this.#app.db.pool.query('UPDATE imports SET lines_done = greatest(lines_done, $2) WHERE id = $1', [this.#replay.importId, line]);
    this.#replay.onProgress(line);
  }

  #noteActive(userId: string): void {
    this.#active.delete(userId);
    this.#active.add(userId);
  }

  /** Makes room in a full group: of the people of the channel, who has been silent for longest goes first. */
  readonly #quietestFirst = (memberIds: readonly string[]): string[] => {
    const rank = new Map([...this.#active].map((id, index) => [id, index + 1]));
    return memberIds.filter(isNameUuid).sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  };
}

/** Pieces of at most so many characters; together they are the text. */
function piecesOf(text: string, charactersMax: number): string[] {
  if (text.length <= charactersMax) return [text];
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / charactersMax) }, (_, index) =>
    characters.slice(index * charactersMax, (index + 1) * charactersMax).join(''),
  );
}
