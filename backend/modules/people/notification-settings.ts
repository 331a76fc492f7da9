import { invalid } from '../../errors.ts';
import { parseName } from '../../input.ts';

/** When a person wants no notifications, every day by the clock of a place. */
export interface QuietHours {
  readonly isOn: boolean;
  /** `22:00`; up to `to`, the next day where that is earlier. */
  readonly from: string;
  readonly to: string;
  /** IANA name, like `Europe/Berlin`. */
  readonly timeZone: string;
}

/** What a person wants to be notified of, where a conversation has no level of its own (NOTIFY-2). */
export interface NotificationSettings {
  readonly level: 'ALL' | 'MENTIONS' | 'NONE';
  readonly quietHours: QuietHours;
  /** Words that notify like a mention. */
  readonly keywords: readonly string[];
  /** Whether a notification shows what was said. */
  readonly isPreviewShown: boolean;
  readonly hasSound: boolean;
}

export const DEFAULT_NOTIFICATIONS: NotificationSettings = {
  level: 'ALL',
  quietHours: { isOn: false, from: '22:00', to: '07:00', timeZone: 'UTC' },
  keywords: [],
  isPreviewShown: true,
  hasSound: true,
};

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const KEYWORDS_MAX = 50;
const KEYWORD_MAX = 50;

/** @throws VALIDATION_ERROR of the part that is wrong. */
export function parseNotifications(given: Partial<NotificationSettings>): Partial<NotificationSettings> {
  const { quietHours, keywords } = given;
  if (quietHours !== undefined) checkQuietHours(quietHours);
  return keywords === undefined ? given : { ...given, keywords: parseKeywords(keywords) };
}

function checkQuietHours({ from, to, timeZone }: QuietHours): void {
  if (!TIME.test(from)) throw invalid('input.notifications.quietHours.from', 'Give a time like 22:00.');
  if (!TIME.test(to)) throw invalid('input.notifications.quietHours.to', 'Give a time like 07:00.');
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalid('input.notifications.quietHours.timeZone', 'This is no time zone: give a name like Europe/Berlin.');
  }
}

function parseKeywords(keywords: readonly string[]): string[] {
  const field = 'input.notifications.keywords';
  if (keywords.length > KEYWORDS_MAX) throw invalid(field, `Give at most ${KEYWORDS_MAX} keywords.`);
  return [...new Set(keywords.map((keyword) => parseName(field, keyword, KEYWORD_MAX)))];
}
