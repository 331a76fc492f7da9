import type { TimelineMessage } from '../../graphql/timeline-message.ts';

/** All in pixels. */
const LINE = 21;
const AROUND_WORDS = 4;
const SYSTEM_LINE = 26;
/** Who wrote it and when, and the room above. */
const BY = 25;
/** What answers, what reacts, what follows in a thread: about a line each. */
const PART = 30;
const LETTER = 6.6;
/** The least beside the words, and the most that they take in width. */
const BESIDE_WORDS = 84;
const WORDS_MAX = 680;

/** How many letters a line holds in a timeline so wide, in pixels. */
export function lettersPerLine(width: number): number {
  return Math.max(20, Math.floor(Math.min(WORDS_MAX, width - BESIDE_WORDS) / LETTER));
}

function countLines(text: string, letters: number): number {
  let lines = 0;
  for (let begin = 0; begin <= text.length; ) {
    const end = text.indexOf('\n', begin);
    const length = (end < 0 ? text.length : end) - begin;
    lines += Math.max(1, Math.ceil(length / letters));
    if (end < 0) break;
    begin = end + 1;
  }
  return lines;
}

/**
 * About how high a row will be, in pixels, before it is drawn: so that as many rows are drawn at first as there is room for, and no more. A little
 * less rather than more: rows too many cost time, rows too few leave a gap for a moment.
 */
export function roughHeight(message: TimelineMessage, previous: TimelineMessage | undefined, letters: number): number {
  if (message.kind === 'SYSTEM') return SYSTEM_LINE;
  const isByAnother = previous?.kind !== 'TEXT' || previous.sender.id !== message.sender.id;
  const parts = Number(message.replyTo !== undefined) + Number(message.thread !== undefined) + Number(message.reactions.length > 0);
  return AROUND_WORDS + countLines(message.text, letters) * LINE + (isByAnother ? BY : 0) + parts * PART;
}
