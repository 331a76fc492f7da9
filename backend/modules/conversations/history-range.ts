import { invalid } from '../../errors.ts';
import { parsePageSize } from '../../input.ts';
import { INSTANT_PATTERN, parseCursor } from '../../page.ts';
import type { HistoryRange } from '../messages/history.service.ts';

const PAGE_DEFAULT = 50;

interface HistoryArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** The arguments of `Conversation.messages` as a range; the newest page when nothing is given. */
export function parseHistoryRange({ first, after, last, before }: HistoryArgs): HistoryRange {
  if (isGiven(first) && isGiven(last)) throw invalid('last', 'Give `first` or `last`, not both.');
  const isForward = isGiven(first) || (isGiven(after) && !isGiven(last));
  return {
    direction: isForward ? 'forward' : 'backward',
    size: isForward ? parsePageSize('first', first, PAGE_DEFAULT) : parsePageSize('last', last, PAGE_DEFAULT),
    after: parseInstant('after', after),
    before: parseInstant('before', before),
  };
}

const isGiven = (value: unknown) => value !== null && value !== undefined;

function parseInstant(field: string, cursor: string | null | undefined): string | null {
  return parseCursor(field, cursor, [INSTANT_PATTERN])?.[0] ?? null;
}
