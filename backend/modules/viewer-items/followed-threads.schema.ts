import { viewerOf } from '../../context.ts';
import { parseId, parsePageSize } from '../../input.ts';
import { type Connection, ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { findViewerThread, listFollowedThreads, type ThreadFilter, type ViewerThread } from './followed-threads.service.ts';

const PAGE_DEFAULT = 20;

const Filter = builder.enumType('ThreadFilter', {
  description: 'Which threads of the viewer.',
  values: {
    FOLLOWED: { description: 'All that they follow.' },
    UNREAD: { description: 'Those of them with replies that they have not read.' },
  } as const satisfies Record<ThreadFilter, { description: string }>,
});

const ViewerThreadType = builder.objectRef<ViewerThread>('ViewerThread').implement({
  description: 'A thread as the viewer sees it (MSG-2).',
  fields: (t) => ({
    thread: t.expose('thread', { type: 'Thread', description: 'The thread.' }),
    root: t.expose('root', { type: 'Message', description: 'The message that began it.' }),
    isFollowed: t.exposeBoolean('isFollowed', {
      description: 'Whether they follow it: as they decided, else whether they began it, replied in it or were mentioned in it.',
      extensions: { viewerDependent: true },
    }),
    readSeq: t.exposeInt('readSeq', {
      description: 'Everything in it up to this number has been read: as they said last, or up to their own last reply.',
      extensions: { viewerDependent: true },
    }),
    unreadCount: t.exposeInt('unreadCount', {
      description: 'Replies of others after that which are not deleted; exact.',
      extensions: { viewerDependent: true },
    }),
  }),
});

const ThreadConnection = builder.connectionObject(
  { type: ViewerThreadType, name: 'ThreadConnection', description: 'A page of threads.' },
  { name: 'ThreadEdge', description: 'A thread in a page.' },
);

const threadPosition = ({ thread }: ViewerThread) => [thread.lastReplyAt, thread.rootId];

builder.queryFields((t) => ({
  threads: t.field({
    type: ThreadConnection,
    description:
      'The threads that the viewer follows in all of their conversations, the newest reply first (MSG-2). How they follow one is a `ViewerItem`.',
    args: {
      filter: t.arg({ type: Filter, description: 'Which of them; FOLLOWED when not given.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 20 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, context): Promise<Connection<ViewerThread>> => {
      const [at, id] = parseCursor('after', args.after, [INSTANT_PATTERN, ID_PATTERN]) ?? [];
      const page = await listFollowedThreads(context.app, viewerOf(context), {
        filter: args.filter ?? 'FOLLOWED',
        first: parsePageSize('first', args.first, PAGE_DEFAULT),
        after: at === undefined || id === undefined ? null : { at, id },
      });
      return toConnection(page, threadPosition);
    },
  }),
  thread: t.field({
    type: ViewerThreadType,
    nullable: true,
    description: 'One thread; null if there is none with a reply that the viewer may see.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation.' }),
      rootId: t.arg.id({ required: true, description: 'The message that began it.' }),
    },
    resolve: (_root, { conversationId, rootId }, context) =>
      findViewerThread(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        rootId: parseId('rootId', rootId),
      }),
  }),
}));
