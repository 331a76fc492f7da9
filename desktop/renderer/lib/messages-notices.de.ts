import type { CatalogueOf } from './catalogue.ts';
import type { noticeMessages as source } from './messages-notices.en.ts';

/** The words of notifications, in German. */
export const noticeMessages = {
  'notice.inGroup': '{sender} in {group}',
  'notice.hidden': 'Neue Nachricht',
  'notice.level': 'Benachrichtigen bei',
  'notice.level.ALL': 'Jeder Nachricht',
  'notice.level.MENTIONS': 'Erwähnungen und Direktnachrichten',
  'notice.level.NONE': 'Nichts',
  'notice.preview': 'Zeigen, was gesagt wurde',
  'notice.previewHint': 'Sonst sagt eine Benachrichtigung nur, wer geschrieben hat.',
  'notice.sound': 'Ton abspielen',
  'notice.quiet': 'Ruhezeiten',
  'notice.quietHint': 'Jeden Tag benachrichtigt dich in dieser Zeit nichts.',
  'notice.quietFrom': 'Von',
  'notice.quietTo': 'bis',
  'notice.keywords': 'Stichwörter',
  'notice.keywordsHint': 'Wörter, die dich wie eine Erwähnung benachrichtigen, durch Kommas getrennt',
  'notice.keywordsSave': 'Stichwörter speichern',
  'notice.ask': 'Dieser Browser zeigt noch keine Benachrichtigungen von Parley.',
  'notice.allow': 'Benachrichtigungen erlauben',
  'notice.denied': 'Dieser Browser lässt Parley nicht benachrichtigen. Das steht in seinen Einstellungen für diese Seite.',
} as const satisfies CatalogueOf<typeof source>;
