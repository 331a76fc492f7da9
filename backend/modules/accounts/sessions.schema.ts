import { viewerOf } from '../../context.ts';
import { builder } from '../../schema/builder.ts';
import { parseId } from '../../schema/input.ts';
import { clearedRefreshCookie } from './refresh-cookie.ts';
import type { SessionView } from './session.ts';
import { endOtherSessions, endSession, logout } from './sessions.service.ts';

export const Session = builder.objectRef<SessionView & { readonly current: boolean }>('Session').implement({
  description: 'One sign-in on one device.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Ends the session when given to `endSession`.' }),
    device: t.exposeString('device', { description: 'What the device called itself, for example `Chrome on Windows`.' }),
    address: t.exposeString('address', { nullable: true, description: 'The network address it was last seen at.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the person signed in.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it last got new tokens.' }),
    current: t.exposeBoolean('current', { description: 'Whether this is the session that asks.' }),
  }),
});

builder.mutationFields((t) => ({
  logout: t.boolean({
    skipTypeScopes: true,
    description: 'Ends the session that asks and closes its sockets. True also when it had ended before.',
    resolve: async (_root, _args, context) => {
      await logout(context.app, context.viewer, context.client);
      context.setCookie(clearedRefreshCookie());
      return true;
    },
  }),
  endSession: t.boolean({
    description: 'Ends one of the signed-in person’s sessions and closes its sockets. True also when it had ended before.',
    args: { sessionId: t.arg.id({ required: true, description: 'The session.' }) },
    resolve: async (_root, args, context) => {
      const sessionId = parseId('sessionId', args.sessionId);
      await endSession(context.app, viewerOf(context), { sessionId, address: context.client.address });
      return true;
    },
  }),
  endOtherSessions: t.int({
    description: 'Ends all sessions of the signed-in person but the one that asks. Gives how many.',
    resolve: (_root, _args, context) =>
      endOtherSessions(context.app, viewerOf(context), { reason: 'ended', address: context.client.address }),
  }),
}));
