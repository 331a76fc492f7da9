import type { ConversationPreferences } from '../../sync/viewer-item.ts';

/** What the year 9999 stands for: never again. */
export const FOR_EVER = '9999-12-31T00:00:00.000000Z';

/** Which conversations are muted at a moment, and when the next of them is no more (milliseconds since 1970); null where none ends. */
export function mutedAt(
  preferences: ReadonlyMap<string, ConversationPreferences>,
  nowMs: number,
): { readonly muted: ReadonlySet<string>; readonly endsAtMs: number | null } {
  const muted = new Set<string>();
  let endsAtMs: number | null = null;
  for (const [id, { mutedUntil }] of preferences) {
    const untilMs = mutedUntil === null ? 0 : Date.parse(mutedUntil);
    if (!(untilMs > nowMs)) continue;
    muted.add(id);
    if (mutedUntil !== FOR_EVER && (endsAtMs === null || untilMs < endsAtMs)) endsAtMs = untilMs;
  }
  return { muted, endsAtMs };
}
