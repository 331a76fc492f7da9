import type { RequestContext } from '../../context.ts';
import { viewerOf } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { builder } from '../../schema/builder.ts';
import { parseId } from '../../schema/input.ts';
import type { Account } from './account.ts';
import { changePassword, getAccount, login, register } from './accounts.service.ts';
import { refresh } from './refresh.service.ts';
import { clearedRefreshCookie, refreshCookie } from './refresh-cookie.ts';
import type { SessionView } from './session.ts';
import { endOtherSessions, endSession, listSessions, logout, type SignIn } from './sessions.service.ts';

const UserRole = builder.enumType('UserRole', {
  description: 'What a person is on this server.',
  values: {
    OWNER: { description: 'Whoever made the first account.' },
    MEMBER: { description: 'Everyone else.' },
  } as const,
});

/** The account of a signed-in person, with the session they ask from. */
interface ViewerAccount {
  readonly account: Account;
  readonly sessionId: string;
}

const Viewer = builder.objectRef<ViewerAccount>('Viewer').implement({
  description: 'The signed-in person, with what only they may see.',
  fields: (t) => ({
    id: t.id({ description: 'The id of the person, the same as that of `user`.', resolve: ({ account }) => account.id }),
    user: t.field({ type: 'User', description: 'The person as everyone sees them.', resolve: ({ account }) => account }),
    username: t.string({ description: 'The name to sign in with.', resolve: ({ account }) => account.username }),
    displayName: t.string({ description: 'The name that others see.', resolve: ({ account }) => account.displayName }),
    email: t.string({ nullable: true, description: 'The email address, if one was given.', resolve: ({ account }) => account.email }),
    role: t.field({ type: UserRole, description: 'What the person is on this server.', resolve: ({ account }) => account.role }),
    sessions: t.field({
      type: [Session],
      description: 'Where the person is signed in, the session used last first.',
      complexity: { field: 1, multiplier: 10 },
      resolve: async ({ account, sessionId }, _args, { app }) =>
        (await listSessions(app, account.id)).map((session) => ({ ...session, current: session.id === sessionId })),
    }),
  }),
});
