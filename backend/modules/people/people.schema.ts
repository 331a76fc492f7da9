import { invalid } from '../../errors.ts';
import { parsePageSize, parseText } from '../../input.ts';
import { type Connection, ID_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { type FoundPerson, type Position, searchPeople } from './people.service.ts';
import { withStatusNow } from './profile.ts';

const PAGE_DEFAULT = 20;
const SEARCH_MAX = 200;

export const User = builder.objectType('User', {
  description: 'A person as everyone on this server sees them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Their id.' }),
    username: t.exposeString('username', { description: 'Their username: unique, in lower case.' }),
    displayName: t.exposeString('displayName', { description: 'The name they chose.' }),
    title: t.string({
      nullable: true,
      description: 'What they do, in their own words (ID-6).',
      resolve: ({ profile }) => profile?.title ?? null,
    }),
    timeZone: t.string({
      nullable: true,
      description: 'Where their clock is: an IANA name like Europe/Berlin (ID-6).',
      resolve: ({ profile }) => profile?.timeZone ?? null,
    }),
    statusText: t.string({
      nullable: true,
      description: 'What they are at (ID-6); null once it has expired.',
      resolve: ({ profile }) => withStatusNow(profile).statusText,
    }),
    statusEmoji: t.string({
      nullable: true,
      description: 'The same in one emoji; null once it has expired.',
      resolve: ({ profile }) => withStatusNow(profile).statusEmoji,
    }),
    statusExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the status ends: a client stops showing it then by its own clock. Null without an end.',
      resolve: ({ profile }) => withStatusNow(profile).statusExpiresAt,
    }),
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
      'Finds people by the beginnings of the words of their name, username or title; when there is nobody, those whom one typing error would explain. An empty search gives everybody in alphabetical order, oneself included.',
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
