/** The address of a message in its conversation: opened there, the timeline shows it with what was said around it. */
export const placeLink = (conversationId: string, seq: number): string => `/c/${conversationId}?m=${seq}`;

/** The address of a day in a conversation, as the reader's calendar has it: `2026-01-05`. */
export const dayLink = (conversationId: string, day: string): string => `/c/${conversationId}?d=${day}`;

/** The address of the thread that a message began; of one reply in it where its number is given. */
export const threadLink = (conversationId: string, rootSeq: number, seq?: number): string =>
  `/c/${conversationId}/t/${rootSeq}${seq === undefined ? '' : `?m=${seq}`}`;

/** A place that an address names: a message by its number, or the first one from a moment on (ISO 8601). */
export type NamedPlace = { readonly seq: number } | { readonly at: string };

/** What the query of a conversation's address names; undefined where it names nothing, or no such thing. */
export function placeOf(search: string): NamedPlace | undefined {
  const named = new URLSearchParams(search);
  const [seq, day] = [named.get('m'), named.get('d')];
  if (seq !== null && /^[1-9]\d{0,8}$/.test(seq)) return { seq: Number(seq) };
  return day === null ? undefined : dayPlace(day);
}

/** The first moment of a day where the reader is; undefined for a day that does not exist. */
function dayPlace(day: string): NamedPlace | undefined {
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const midnight = new Date(year, month - 1, date);
  return midnight.getMonth() === month - 1 && midnight.getDate() === date ? { at: midnight.toISOString() } : undefined;
}

/** A day of the reader's calendar as an address and a date field write it. */
export function dayText(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}
