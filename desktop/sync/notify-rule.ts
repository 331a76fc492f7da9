/** The rule's own view of a message. */
export interface NotifiableMessage {
  readonly senderId: string;
  readonly kind: 'TEXT' | 'SYSTEM';
  /** Null for a deleted one. */
  readonly text: string | null;
  readonly mentionedIds: readonly string[];
  readonly mentionsAll: boolean;
  readonly isThreadReply: boolean;
}

/** What the person decided and where the message is. */
export interface NotificationStanding {
  readonly viewerId: string;
  readonly isDirect: boolean;
  /** Null where nothing was decided of the conversation. */
  readonly conversationLevel: 'ALL' | 'MENTIONS' | 'NONE' | null;
  readonly mutedUntil: string | null;
  readonly defaultLevel: 'ALL' | 'MENTIONS' | 'NONE';
  readonly keywords: readonly string[];
  readonly quietHours: { readonly isOn: boolean; readonly from: string; readonly to: string; readonly timeZone: string };
  readonly isBusy: boolean;
  /** Whether the person follows the thread that the message is a reply in. */
  readonly isThreadFollowed: boolean;
}

/** Why a message notifies, or why it does not. */
export type NotificationReason =
  | 'MENTION'
  | 'KEYWORD'
  | 'DIRECT'
  | 'THREAD'
  | 'MESSAGE'
  | 'OWN'
  | 'SYSTEM'
  | 'DELETED'
  | 'MUTED'
  | 'LEVEL'
  | 'THREAD_NOT_FOLLOWED'
  | 'BUSY'
  | 'QUIET_HOURS';

export interface NotificationDecision {
  readonly notified: boolean;
  readonly reason: NotificationReason;
}

/**
 * Whether a message notifies a person (NOTIFY-1, NOTIFY-2). A muted conversation never does; otherwise the level of the conversation decides,
 * else the person's own; last, whether they want to be left alone at this moment. The server decides by the same rule: both are proven on one
 * table of cases.
 */
export function decideNotification(message: NotifiableMessage, standing: NotificationStanding, now: Date): NotificationDecision {
  const never = neverReason(message, standing, now);
  if (never !== null) return { notified: false, reason: never };
  const wanted = wantedReason(message, standing);
  if (wanted === 'LEVEL' || wanted === 'THREAD_NOT_FOLLOWED') return { notified: false, reason: wanted };
  if (standing.isBusy) return { notified: false, reason: 'BUSY' };
  if (isQuiet(standing.quietHours, now)) return { notified: false, reason: 'QUIET_HOURS' };
  return { notified: true, reason: wanted };
}

/** A connected device of a person, as far as it matters who tells. */
export interface TellingDevice {
  /** Had input within the last five minutes. */
  readonly isActive: boolean;
  /** When the person took it up; null where nobody said. */
  readonly usedAt: string | null;
}

/**
 * Whether each of a person's devices tells of a message that notifies them (NOTIFY-1): of those in use the one that was taken up last; while
 * none is in use, all. The server decides by the same rule.
 */
export function tellingDevices(devices: readonly TellingDevice[]): boolean[] {
  const inUse = devices.filter(({ isActive }) => isActive);
  const last = inUse.reduce((newest, { usedAt }) => (usedAt !== null && usedAt > newest ? usedAt : newest), '');
  return devices.map(({ isActive, usedAt }) => inUse.length === 0 || (isActive && (usedAt ?? '') === last));
}

function neverReason({ senderId, kind, text }: NotifiableMessage, { viewerId, mutedUntil }: NotificationStanding, now: Date) {
  if (senderId === viewerId) return 'OWN';
  if (kind === 'SYSTEM') return 'SYSTEM';
  if (text === null) return 'DELETED';
  return mutedUntil !== null && Date.parse(mutedUntil) > now.getTime() ? 'MUTED' : null;
}

function wantedReason(message: NotifiableMessage, standing: NotificationStanding): NotificationReason {
  const { conversationLevel, defaultLevel, isDirect, isThreadFollowed } = standing;
  const level = conversationLevel ?? defaultLevel;
  if (level === 'NONE') return 'LEVEL';
  const spoken = spokenToReason(message, standing);
  if (spoken !== null) return spoken;
  if (message.isThreadReply) return isThreadFollowed ? 'THREAD' : 'THREAD_NOT_FOLLOWED';
  // By one's own level a direct conversation speaks to oneself; one that was itself set to mentions does not.
  if (level === 'MENTIONS') return isDirect && conversationLevel === null ? 'DIRECT' : 'LEVEL';
  return isDirect ? 'DIRECT' : 'MESSAGE';
}

function spokenToReason({ mentionsAll, mentionedIds, text }: NotifiableMessage, { viewerId, keywords }: NotificationStanding) {
  if (mentionsAll || mentionedIds.includes(viewerId)) return 'MENTION';
  return hasKeyword(text ?? '', keywords) ? 'KEYWORD' : null;
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
const LETTER = /[\p{L}\p{N}_]/u;

/** Whether a keyword stands in the text as whole words, whatever case and accents. */
function hasKeyword(text: string, keywords: readonly string[]): boolean {
  const folded = fold(text);
  return keywords.some((keyword) => isWordOf(folded, fold(keyword)));
}

function isWordOf(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1 && word !== ''; at = text.indexOf(word, at + 1)) {
    const isEdge = !LETTER.test(text[at - 1] ?? ' ') && !LETTER.test(text[at + word.length] ?? ' ');
    if (isEdge) return true;
  }
  return false;
}

function isQuiet({ isOn, from, to, timeZone }: NotificationStanding['quietHours'], now: Date): boolean {
  if (!isOn) return false;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now);
  return from <= to ? from <= clock && clock < to : clock >= from || clock < to;
}
