import { parseId, parsePageSize } from '../../input.ts';
import { type Connection, ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { listMessages, listMessagesAround } from './history.service.ts';
import { parseAround, parseHistoryRange } from './history-range.ts';
import type { MessageView } from './message.ts';
import { listPinnedMessages, listThreadMessages } from './message-lists.service.ts';

const PAGE_DEFAULT = 50;

const MessageConnection = builder.connectionObject(
  {
    type: 'Message',
    name: 'MessageConnection',
    description: 'A page of messages.',
    fields: (t) => ({
      threads: t.field({
        type: ['Thread'],
        description: 'The threads that messages of the page began.',
        resolve: async (connection, _args, { loaders }) => {
          const { edges } = connection as Connection<MessageView>;
          const threads = await loaders.threads.loadMany(edges.map(({ node }) => node));
          return threads.map(loadedOf).filter((thread) => thread !== null);
        },
      }),
    }),
  },
  {
    name: 'MessageEdge',
    description: 'A message in a page.',
  },
);

/** What a loader gave; throws what it failed with. */
function loadedOf<T>(loaded: T | Error): T {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}

const positionOf = (message: MessageView) => [message.createdAt];
const pinPosition = (message: MessageView) => [message.pinnedAt ?? '', message.id];

function parsePin(cursor: string | null | undefined): { at: string; id: string } | null {
  const [at, id] = parseCursor('after', cursor, [INSTANT_PATTERN, ID_PATTERN]) ?? [];
  return at === undefined || id === undefined ? null : { at, id };
}

builder.objectFields('Conversation', (t) => ({
  messages: t.field({
    type: MessageConnection,
    description:
      'Its messages in the order of the sequence: `first` and `after` from the oldest on, `last` and `before` from the newest back, `aroundSeq` or `aroundAt` with as many before as after (MSG-4).',
    args: {
      first: t.arg.int({ description: 'At most so many after the cursor, from the oldest, or around: 1 to 100.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
      last: t.arg.int({
        description: 'At most so many before the cursor, or up to the newest: 1 to 100. The newest 50 when nothing is given.',
      }),
      before: t.arg.string({ description: 'The cursor after the page.' }),
      aroundSeq: t.arg.int({
        description:
          'The number of the message in the middle; where another change took it, the first message after it. Only with `first`.',
      }),
      aroundAt: t.arg({ type: 'DateTime', description: 'The first message at or after this time is in the middle. Only with `first`.' }),
    },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? PAGE_DEFAULT }),
    resolve: async (conversation, args, { app, loaders }): Promise<Connection<MessageView>> => {
      const around = parseAround(args);
      if (around !== null) return toConnection(await listMessagesAround(app, conversation, around), positionOf);
      const range = parseHistoryRange(args);
      const isNewest = range.direction === 'backward' && range.before === null && range.after === null;
      const page = isNewest ? await loaders.newestMessages(range.size).load(conversation) : await listMessages(app, conversation, range);
      return toConnection(page, positionOf);
    },
  }),
  pinnedMessages: t.field({
    type: MessageConnection,
    description: 'Its pinned messages, the one that was pinned last first (MSG-2).',
    args: {
      first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (conversation, args, { app }): Promise<Connection<MessageView>> => {
      const range = { first: parsePageSize('first', args.first, PAGE_DEFAULT), after: parsePin(args.after) };
      return toConnection(await listPinnedMessages(app, conversation, range), pinPosition);
    },
  }),
  threadMessages: t.field({
    type: MessageConnection,
    description:
      'The replies in the thread of a message, without that message, in the order of the sequence; pages as those of `messages`. Errors: NOT_FOUND where the conversation has no such message (MSG-2).',
    args: {
      rootId: t.arg.id({ required: true, description: 'The message that began the thread.' }),
      first: t.arg.int({ description: 'At most so many after the cursor, or from the oldest: 1 to 100.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
      last: t.arg.int({
        description: 'At most so many before the cursor, or up to the newest: 1 to 100. The newest 50 when nothing is given.',
      }),
      before: t.arg.string({ description: 'The cursor after the page.' }),
    },
    complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? PAGE_DEFAULT }),
    resolve: async (conversation, { rootId, ...args }, { app }): Promise<Connection<MessageView>> => {
      const range = parseHistoryRange(args);
      return toConnection(await listThreadMessages(app, conversation, { ...range, rootId: parseId('rootId', rootId) }), positionOf);
    },
  }),
}));
