import { decideNotification } from './notify-rule.ts';
import type { Platform, Stop } from './platform.ts';
import { type MessageRow, NO_NOTIFICATION_CHOICES } from './records.ts';
import type { Replica } from './replica.ts';
import { Telling, type TellingEnds } from './telling.ts';
import type { ViewerItems } from './viewer-items.ts';
import type { ViewerSettings } from './viewer-settings.ts';
import { NO_PREFERENCES } from './viewer-state.ts';

/** What was said longer ago is not news: it came with catching up. */
const NEWS_MS = 120_000;

/** So many tell within so long, of whatever conversations; who comes back to more sees the list. */
const MOST_AT_ONCE = 10;
const AT_ONCE_MS = 5_000;

interface NoticesEnds extends TellingEnds {
  readonly replica: Replica;
  readonly settings: Pick<ViewerSettings, 'state'>;
  readonly viewerItems: Pick<ViewerItems, 'state'>;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
}

/** Finds, among all that changes, the messages that the viewer wants to be notified of (NOTIFY-1, NOTIFY-2), each once. */
export class Notices {
  readonly #ends: NoticesEnds;
  readonly #telling: Telling;
  /** When the last ones told. */
  #toldAt: readonly number[] = [];

  constructor(ends: NoticesEnds) {
    this.#ends = ends;
    this.#telling = new Telling(ends);
  }

  /** Whether it is this device that tells of the message, among those of the person. Known at once where this one is in use. */
  isToldHere(message: MessageRow): Promise<boolean> {
    return this.#telling.isHere(message);
  }

  /**
   * Calls back with the messages that notify. Of several of one conversation that come together, as after a short absence, one does: the last that
   * names the viewer, else the last; and of very many conversations the first few.
   */
  onNotice(listener: (message: MessageRow) => void): Stop {
    const { replica } = this.#ends;
    return replica.onMessagesChanged((_conversationId, messages) => {
      const news = messages.filter((message) => this.#isNews(message) && this.#isWanted(message));
      const message = news.findLast(({ mentions }) => mentions.includes(replica.viewerId)) ?? news.at(-1);
      if (message !== undefined && this.#hasRoom()) listener(message);
    });
  }

  #hasRoom(): boolean {
    const now = this.#ends.platform.now();
    const recent = this.#toldAt.filter((at) => now - at < AT_ONCE_MS);
    const hasRoom = recent.length < MOST_AT_ONCE;
    this.#toldAt = hasRoom ? [...recent, now] : recent;
    return hasRoom;
  }

  /** Stored a moment ago, never changed since, and not read yet. */
  #isNews({ conversationId, seq, changeSeq, createdAt, importedAt }: MessageRow): boolean {
    const { replica, platform } = this.#ends;
    if (changeSeq !== seq || importedAt !== null || platform.now() - Date.parse(createdAt) > NEWS_MS) return false;
    return seq > (replica.conversation(conversationId)?.readSeq ?? 0);
  }

  #isWanted(message: MessageRow): boolean {
    const { replica, settings, viewerItems, platform } = this.#ends;
    const held = settings.state.get();
    const { level, keywords, quietHours } = held?.notifications ?? NO_NOTIFICATION_CHOICES;
    const own = viewerItems.state.get().CONVERSATION.get(message.conversationId) ?? NO_PREFERENCES;
    const standing = {
      viewerId: replica.viewerId,
      isDirect: replica.conversation(message.conversationId)?.kind === 'DIRECT',
      conversationLevel: own.notificationLevel,
      mutedUntil: own.mutedUntil,
      defaultLevel: level,
      keywords,
      quietHours,
      isBusy: held?.presenceMode === 'BUSY',
      isThreadFollowed: this.#isThreadFollowed(message),
    };
    const notifiable = {
      ...message,
      text: message.deletedAt === null ? message.text : null,
      mentionedIds: message.mentions,
      isThreadReply: message.threadRootSeq !== null,
    };
    return decideNotification(notifiable, standing, new Date(platform.now())).notified;
  }

  /** As the viewer decided; else when they took part in it, as far as this device knows. */
  #isThreadFollowed({ conversationId, threadRootId, threadRootSeq }: MessageRow): boolean {
    if (threadRootId === null || threadRootSeq === null) return false;
    const { replica, viewerItems } = this.#ends;
    const decided = viewerItems.state.get().THREAD.get(threadRootId)?.isFollowed ?? null;
    if (decided !== null) return decided;
    return replica.threads(conversationId).get().get(threadRootSeq)?.participantIds.includes(replica.viewerId) === true;
  }
}
