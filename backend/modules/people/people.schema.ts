import { invalid } from '../../errors.ts';
import { parsePageSize, parseText } from '../../input.ts';
import { type Connection, ID_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { type FoundPerson, type Position, searchPeople } from './people.service.ts';

const PAGE_DEFAULT = 20;
const SEARCH_MAX = 200;

export const User = builder.objectType('User', {
  description: 'A person as everyone on this server sees them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Their id.' }),
    username: t.exposeString('username', { description: 'Their username: unique, in lower case.' }),
    displayName: t.exposeString('displayName', { description: 'The name they chose.' }),
  }),
});

const UserConnection = builder.connectionObject(
  { type: User, name: 'UserConnection', description: 'A page of people.' },
  { name: 'UserEdge', description: 'A person in a page.' },
);

builder.queryField('people', (t) =>
  t.field({
    type: UserConnection,
    description:
      'Finds people by the beginnings of the words of their name or username; when there is nobody, those whom one typing error would explain. An empty search gives everybody in alphabetical order, oneself included.',
    args: {
      search: t.arg.string({ required: true, description: 'What to look for: at most 200 characters.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 20 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, { app }): Promise<Connection<FoundPerson>> => {
      const first = parsePageSize('first', args.first, PAGE_DEFAULT);
      const page = await searchPeople(app, parseSearch(args.search), { first, after: parsePosition(args.after) });
      return toConnection(page, ({ position: { rank, name, id } }) => [String(rank), name, id]);
    },
  }),
);

function parseSearch(value: string): string {
  const search = parseText('search', value);
  if (search.length > SEARCH_MAX) throw invalid('search', `Search for at most ${SEARCH_MAX} characters.`);
  return search;
}

const RANK_PATTERN = /^[0-4]$/;
const NAME_PATTERN = /^[^\0]*$/;

function parsePosition(cursor: string | null | undefined): Position | null {
  const [rank, name, id] = parseCursor('after', cursor, [RANK_PATTERN, NAME_PATTERN, ID_PATTERN]) ?? [];
  return rank === undefined || name === undefined || id === undefined ? null : { rank: Number(rank), name, id };
}
