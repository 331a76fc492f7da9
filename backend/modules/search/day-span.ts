import { invalid } from '../../errors.ts';

/** Local days as `2026-11-21`: the first, and the one after the last. */
export interface DaySpan {
  readonly from: string | null;
  readonly before: string | null;
}

const DAY = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/**
 * A day, a month or a year of a filter as the days that it covers.
 * @throws VALIDATION_ERROR of `query` for one that does not exist.
 */
export function parseDaySpan(name: string, value: string): { readonly from: string; readonly before: string } {
  const [, year, month, day] = DAY.exec(value) ?? [];
  const first = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  const isReal =
    year !== undefined && Number(year) > 0 && Number(year) < 9999 && !Number.isNaN(first.getTime()) && toDay(first).startsWith(value);
  if (!isReal) throw invalid('query', `"${name}:" wants a day like 2026-11-21, a month like 2026-11 or a year.`);
  const next = new Date(first);
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1);
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return { from: toDay(first), before: toDay(next) };
}

const toDay = (date: Date) => date.toISOString().slice(0, 10);
