import { formatLocale, t } from './translate.ts';

const clock = new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(formatLocale(), { weekday: 'short' });
const dayAndMonth = new Intl.DateTimeFormat(formatLocale(), { day: 'numeric', month: 'short' });
const shortDate = new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'medium' });
const longDay = new Intl.DateTimeFormat(formatLocale(), {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const longDayAndYear = new Intl.DateTimeFormat(formatLocale(), {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const fullDate = new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'full', timeStyle: 'medium' });
const moment = new Intl.DateTimeFormat(formatLocale(), {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});
const relative = new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A local calendar day as a number; equal for two times exactly when they fall on one day. */
export function dayNumber(time: Date): number {
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / (24 * hourMs);
}

/** Hours and minutes, in the reader's own clock. */
export function clockLabel(time: Date): string {
  return clock.format(time);
}

/** What a clock in the zone (an IANA name) shows. */
export function localTime(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short', timeZone }).format(time);
}

/** The whole date and time, for a title. */
export function fullLabel(time: Date): string {
  return fullDate.format(time);
}

/** A time ahead, in few words: the clock today, else with its day ('Mon, Nov 23, 9:00 AM'). */
export function momentLabel(time: Date, now: Date): string {
  return dayNumber(time) === dayNumber(now) ? clock.format(time) : moment.format(time);
}

/** The time in a list of conversations: today's clock, a weekday within a week, then the date. */
export function listLabel(time: Date, now: Date): string {
  const days = dayNumber(now) - dayNumber(time);
  if (days <= 0) return clock.format(time);
  if (days === 1) return t('timeline.yesterday');
  if (days < 7) return weekday.format(time);
  return time.getFullYear() === now.getFullYear() ? dayAndMonth.format(time) : shortDate.format(time);
}

/** The day above the messages of a day. */
export function dayLabel(time: Date, now: Date): string {
  const days = dayNumber(now) - dayNumber(time);
  if (days === 0) return t('timeline.today');
  if (days === 1) return t('timeline.yesterday');
  return (time.getFullYear() === now.getFullYear() ? longDay : longDayAndYear).format(time);
}

/** How long ago, in the largest unit that says enough ('5 minutes ago', 'yesterday'). */
export function agoLabel(time: Date, now: Date): string {
  const elapsedMs = now.getTime() - time.getTime();
  if (elapsedMs < minuteMs) return t('time.justNow');
  if (elapsedMs < hourMs) return relative.format(-Math.floor(elapsedMs / minuteMs), 'minute');
  const days = dayNumber(now) - dayNumber(time);
  if (days === 0) return relative.format(-Math.floor(elapsedMs / hourMs), 'hour');
  return days < 30 ? relative.format(-days, 'day') : shortDate.format(time);
}

/** A wait ahead, rounded up ('20 seconds', '3 minutes'). */
export function waitLabel(waitMs: number): string {
  const inSeconds = waitMs < minuteMs;
  return new Intl.NumberFormat(formatLocale(), {
    style: 'unit',
    unit: inSeconds ? 'second' : 'minute',
    unitDisplay: 'long',
  }).format(Math.max(1, Math.ceil(waitMs / (inSeconds ? 1_000 : minuteMs))));
}
