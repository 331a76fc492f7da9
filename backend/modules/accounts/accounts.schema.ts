import { type RequestContext, viewerOf } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { getSettings } from '../people/settings.service.ts';
import { changePassword, getAccount, getWelcome, login, register, type Welcome } from './accounts.service.ts';
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

const Session = builder.objectRef<SessionView & { readonly current: boolean }>('Session').implement({
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

const Viewer = builder.objectType('Viewer', {
  description: 'The signed-in person, with what only they may see.',
  fields: (t) => ({
    id: t.id({ description: 'The id of the person, the same as that of `user`.', resolve: ({ account }) => account.id }),
    user: t.field({
      type: 'User',
      description: 'The person as everyone sees them.',
      resolve: async ({ account }, _args, { app }) => (await app.people.load([account.id])).get(account.id) ?? account,
    }),
    username: t.string({ description: 'The name to sign in with.', resolve: ({ account }) => account.username }),
    displayName: t.string({ description: 'The name that others see.', resolve: ({ account }) => account.displayName }),
    email: t.string({ nullable: true, description: 'The email address, if one was given.', resolve: ({ account }) => account.email }),
    role: t.field({ type: UserRole, description: 'What the person is on this server.', resolve: ({ account }) => account.role }),
    settings: t.field({
      type: 'Settings',
      description: 'What the person decided about themselves.',
      resolve: ({ account }, _args, { app }) => getSettings(app, account.id),
    }),
    sessions: t.field({
      type: [Session],
      description: 'Where the person is signed in, the session used last first.',
      complexity: { field: 1, multiplier: 10 },
      resolve: async ({ account, sessionId }, _args, { app }) =>
        (await listSessions(app, account.id)).map((session) => ({ ...session, current: session.id === sessionId })),
    }),
  }),
});

/** What a client learns: the refresh token is null for a page, which has it as a cookie that no script can read (security G3). */
interface Payload extends Omit<SignIn, 'refreshToken'> {
  readonly refreshToken: string | null;
}

const AuthPayload = builder.objectRef<Payload>('AuthPayload').implement({
  description: 'What a client holds after signing in.',
  fields: (t) => ({
    accessToken: t.exposeString('accessToken', {
      description: 'Goes into the `Authorization: Bearer` header, and into `authorization` of a socket’s `connection_init`.',
    }),
    accessTokenExpiresAt: t.expose('accessTokenExpiresAt', { type: 'DateTime', description: 'When the access token stops working.' }),
    refreshToken: t.exposeString('refreshToken', {
      nullable: true,
      description: 'Buys the next tokens, once, within 7 days. Null for a page in a browser, which gets it as a cookie.',
    }),
    viewer: t.field({ type: Viewer, description: 'Who signed in.', resolve: (payload) => payload }),
  }),
});

const RegisterInput = builder.inputType('RegisterInput', {
  description: 'A new account.',
  fields: (t) => ({
    username: t.string({ required: true, description: '3 to 30 of a–z, 0–9, dot, underscore and hyphen; nobody else’s.' }),
    displayName: t.string({ required: true, description: 'The name that others see: 1 to 80 characters.' }),
    password: t.string({ required: true, description: '10 to 256 characters, and not a common password.' }),
    email: t.string({ description: 'An email address, if the person wants to give one.' }),
    invitationToken: t.string({
      description: 'The token of an invitation to this server; needed where `welcome.registration` is INVITATION (ID-1).',
    }),
  }),
});

const LoginInput = builder.inputType('LoginInput', {
  description: 'Who signs in.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'The username, in any case.' }),
    password: t.string({ required: true, description: 'The password.' }),
  }),
});

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  description: 'A new password for the signed-in person.',
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: 'The password until now.' }),
    newPassword: t.string({ required: true, description: '10 to 256 characters, and not a common password.' }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'The signed-in person.',
    resolve: async (_root, _args, context) => {
      const viewer = viewerOf(context);
      return { account: await getAccount(context.app, viewer), sessionId: viewer.sessionId };
    },
  }),
);

const RegistrationMode = builder.enumType('RegistrationMode', {
  description: 'Who may make an account on this server (ID-1). The first account can always be made.',
  values: {
    OPEN: { value: 'open', description: 'Anybody who reaches it.' },
    INVITATION: { value: 'invitation', description: 'Who holds an invitation of its owner.' },
    CLOSED: { value: 'closed', description: 'Nobody.' },
  } as const,
});

const WelcomeType = builder.objectRef<Welcome>('Welcome').implement({
  description: 'What a stranger may know of the server before making an account.',
  fields: (t) => ({
    isNew: t.exposeBoolean('isNew', { description: 'Nobody has an account yet: whoever makes the first one becomes the owner.' }),
    mayRegister: t.exposeBoolean('mayRegister', { description: 'Whether anybody may make an account now, without an invitation.' }),
    registration: t.expose('registration', { type: RegistrationMode, description: 'Who may make an account.' }),
  }),
});

builder.queryField('welcome', (t) =>
  t.field({
    type: WelcomeType,
    skipTypeScopes: true,
    description: 'What a page needs to greet a person who has not signed in.',
    resolve: (_root, _args, { app }) => getWelcome(app),
  }),
);

builder.mutationFields((t) => ({
  register: t.field({
    type: AuthPayload,
    skipTypeScopes: true,
    description:
      'Makes an account and signs it in. The first account of a server becomes its owner. Errors: VALIDATION_ERROR, CONFLICT for a username or email in use, FORBIDDEN where registration is closed, needs an invitation or the given one has ended, NOT_FOUND for an invitation that nobody made, RATE_LIMITED.',
    args: { input: t.arg({ type: RegisterInput, required: true, description: 'The new account.' }) },
    resolve: (_root, { input }, context) => signIn(context, () => register(context.app, input, context.client)),
  }),
  login: t.field({
    type: AuthPayload,
    skipTypeScopes: true,
    description: 'Signs in with a password and opens a session.',
    args: { input: t.arg({ type: LoginInput, required: true, description: 'Who signs in.' }) },
    resolve: (_root, { input }, context) => signIn(context, () => login(context.app, input, context.client)),
  }),
  refresh: t.field({
    type: AuthPayload,
    skipTypeScopes: true,
    description:
      'Exchanges a refresh token for new tokens. Each works once: using one again ends its session everywhere. CONFLICT tells that another request is exchanging the same token right now.',
    args: { refreshToken: t.arg.string({ description: 'The refresh token. A page leaves it out: it has a cookie.' }) },
    resolve: (_root, { refreshToken }, context) =>
      signIn(context, () => refresh(context.app, refreshToken ?? context.client.refreshCookie, context.client)),
  }),
  changePassword: t.boolean({
    description: 'Changes the password of the signed-in person and ends their other sessions.',
    args: { input: t.arg({ type: ChangePasswordInput, required: true, description: 'The current and the new password.' }) },
    resolve: async (_root, { input }, context) => {
      await changePassword(context.app, viewerOf(context), { ...input, address: context.client.address });
      return true;
    },
  }),
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

/** A page gets its refresh token as a cookie and never sees it; a socket has no answer that could carry one. */
async function signIn(context: RequestContext, act: () => Promise<SignIn>): Promise<Payload> {
  const isPage = context.client.origin !== null;
  if (isPage && context.socket !== null) throw new AppError('FORBIDDEN', 'A page signs in over HTTP, where its cookie can be set.');
  const { refreshToken, ...rest } = await act();
  if (!isPage) return { ...rest, refreshToken };
  context.setCookie(refreshCookie(refreshToken));
  return { ...rest, refreshToken: null };
}
