import { z } from 'zod';

/** How often a wrong PIN was given since the last right one, and when the last time (milliseconds since 1970). */
export const wrongPinsSchema = z.object({ count: z.int().min(0), lastAt: z.int().min(0) });

export type WrongPins = Readonly<z.infer<typeof wrongPinsSchema>>;

export const NO_WRONG_PINS: WrongPins = { count: 0, lastAt: 0 };

/** A slip or two is free; then each further one costs more. */
const FREE = 2;
const WAITS_S = [5, 15, 60, 300, 900] as const;

/** For how many milliseconds no PIN is looked at. A clock that was set back does not make it longer than it was. */
export function waitMs({ count, lastAt }: WrongPins, now: number): number {
  if (count <= FREE) return 0;
  const fullMs = (WAITS_S[Math.min(count - FREE, WAITS_S.length) - 1] ?? 0) * 1_000;
  return Math.min(fullMs, Math.max(0, lastAt + fullMs - now));
}
