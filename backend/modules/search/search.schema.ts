import { viewerOf } from '../../context.ts';
import { parsePageSize } from '../../input.ts';
import { type Connection, ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { type FoundMessage, type FoundPosition, searchMessages } from './search.service.ts';
import type { SnippetSegment as SnippetSegmentView } from './snippet.ts';

const PAGE_DEFAULT = 20;

const SearchOrder = builder.enumType('SearchOrder', {
  description: 'What comes first among the results of a search.',
  values: {
    RANK: { description: 'What fits best among the newest 200 that fit.' },
    TIME: { description: 'The newest.' },
  } as const,
});

const SnippetSegment = builder.objectRef<SnippetSegmentView>('SnippetSegment').implement({
  description: 'A piece of the text of a result.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The text of the piece: plain, never markup.' }),
    isMatch: t.exposeBoolean('isMatch', { description: 'Whether it is what was looked for.' }),
  }),
});

const SearchEdge = builder.objectRef<Connection<FoundMessage>['edges'][number]>('SearchEdge').implement({
  description: 'A message that a search found.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Its place among the results.' }),
    node: t.field({ type: 'Message', description: 'The message as it is now.', resolve: ({ node }) => node.message }),
    snippet: t.field({
      type: [SnippetSegment],
      description: 'The part of its text around the first match, in pieces whose texts follow one another.',
      resolve: ({ node }) => [...node.snippet],
    }),
  }),
});

const SearchConnection = builder.objectRef<Connection<FoundMessage>>('SearchConnection').implement({
  description: 'A page of results.',
  fields: (t) => ({
    edges: t.field({ type: [SearchEdge], description: 'The results of the page.', resolve: ({ edges }) => edges }),
    pageInfo: t.field({ type: builder.pageInfoRef(), description: 'Where the page stands.', resolve: ({ pageInfo }) => pageInfo }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description:
      'Finds messages in all conversations that the viewer is in, within a second of their send (SEARCH-1, SEARCH-2). Words are found within words, whatever the case, the accents and the punctuation; "phrases" as whole words; -word leaves out; `or` between alternatives. Filters: from:username or from:me, in:group or in:@username, before:, after: and on: a day, a month or a year, has:file, link, image, poll or code, mentions:me, is:pinned or is:thread. Errors: VALIDATION_ERROR naming `query` for a filter that means nothing.',
    args: {
      query: t.arg.string({ required: true, description: 'What to look for: at most 500 characters and 20 words.' }),
      order: t.arg({ type: SearchOrder, description: 'What comes first; RANK when not given.' }),
      timeZone: t.arg.string({ description: 'Whose days the filters mean, like Europe/Berlin; UTC when not given.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 20 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 10, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, context): Promise<Connection<FoundMessage>> => {
      const page = await searchMessages(context.app, viewerOf(context), {
        query: args.query,
        order: args.order ?? 'RANK',
        timeZone: args.timeZone ?? 'UTC',
        first: parsePageSize('first', args.first, PAGE_DEFAULT),
        after: parsePosition(args.after),
      });
      return toConnection(page, ({ position: { until, score, createdAt, id } }) => [until, String(score), createdAt, id]);
    },
  }),
);

const UNTIL_PATTERN = { test: (part: string) => part === '' || INSTANT_PATTERN.test(part) };
const SCORE_PATTERN = /^\d{1,3}(?:\.\d{1,6})?$/;

function parsePosition(cursor: string | null | undefined): FoundPosition | null {
  const [until, score, createdAt, id] = parseCursor('after', cursor, [UNTIL_PATTERN, SCORE_PATTERN, INSTANT_PATTERN, ID_PATTERN]) ?? [];
  if (until === undefined || score === undefined || createdAt === undefined || id === undefined) return null;
  return { until, score: Number(score), createdAt, id };
}
