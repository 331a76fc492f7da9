/** When a message can be sent at a press. */
export interface ScheduleTimes {
  readonly hour: Date;
  readonly tomorrow: Date;
  readonly monday: Date;
}

const morningHour = 9;
const hourMs = 3_600_000;

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour);
}

/** An hour from now, tomorrow and next Monday at nine, where the reader is. */
export function scheduleTimes(now: Date): ScheduleTimes {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return { hour: new Date(now.getTime() + hourMs), tomorrow: morning(now, 1), monday: morning(now, daysToMonday) };
}

/** A moment as a field for date and time writes it, where the reader is. */
export function fieldTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment that such a field names, if it is still to come. */
export function timeOfField(value: string, now: Date): Date | undefined {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) || time <= now ? undefined : time;
}
