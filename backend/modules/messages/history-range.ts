import { invalid } from '../../errors.ts';
import { parsePageSize, parseSeq } from '../../input.ts';
import { INSTANT_PATTERN, parseCursor } from '../../page.ts';
import type { AroundRange, HistoryRange } from './history.service.ts';

const PAGE_DEFAULT = 50;

type Given<T> = T | null | undefined;

interface PageArgs {
  readonly first?: Given<number>;
  readonly after?: Given<string>;
  readonly last?: Given<number>;
  readonly before?: Given<string>;
}

interface HistoryArgs extends PageArgs {
  readonly aroundSeq?: Given<number>;
  readonly aroundAt?: Given<string>;
}

/** The arguments of a list of messages as a range; the newest page when nothing is given. */
export function parseHistoryRange({ first, after, last, before }: PageArgs): HistoryRange {
  if (isGiven(first) && isGiven(last)) throw invalid('last', 'Give `first` or `last`, not both.');
  const isForward = isGiven(first) || (isGiven(after) && !isGiven(last));
  return {
    direction: isForward ? 'forward' : 'backward',
    size: isForward ? parsePageSize('first', first, PAGE_DEFAULT) : parsePageSize('last', last, PAGE_DEFAULT),
    after: parseInstant('after', after),
    before: parseInstant('before', before),
  };
}

/** The arguments as a page around a message; null when they name none. `first` is its size. */
export function parseAround({ aroundSeq, aroundAt, first, ...others }: HistoryArgs): AroundRange | null {
  if (!isGiven(aroundSeq) && !isGiven(aroundAt)) return null;
  const [field] = Object.entries({ ...others, ...(isGiven(aroundSeq) && { aroundAt }) }).find(([, value]) => isGiven(value)) ?? [];
  if (field !== undefined) throw invalid(field, 'Beside what a page is around give only its size, `first`.');
  const size = parsePageSize('first', first, PAGE_DEFAULT);
  return isGiven(aroundSeq) ? { size, seq: parseSeq('aroundSeq', aroundSeq) } : { size, at: aroundAt ?? '' };
}

function isGiven<T>(value: Given<T>): value is T {
  return value !== null && value !== undefined;
}

function parseInstant(field: string, cursor: Given<string>): string | null {
  return parseCursor(field, cursor, [INSTANT_PATTERN])?.[0] ?? null;
}
