const MINUTE_MS = 60_000;

export const statusTimes = ['never', 'halfHour', 'hour', 'fourHours', 'today', 'week'] as const;

export type StatusTime = (typeof statusTimes)[number];

const minutes: Readonly<Partial<Record<StatusTime, number>>> = { halfHour: 30, hour: 60, fourHours: 240, week: 7 * 24 * 60 };

/** When a status that is set now ends; null for never. 'Today' ends at midnight by the clock of this place. */
export function endOf(time: StatusTime, now: Date): string | null {
  if (time === 'never') return null;
  if (time === 'today') return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString();
  return new Date(now.getTime() + (minutes[time] ?? 0) * MINUTE_MS).toISOString();
}
