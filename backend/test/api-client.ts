import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Inbox } from './inbox.ts';
import { takeRequestIds } from './request-ids.ts';
import type { TestServer } from './test-server.ts';

export interface ApiError {
  readonly message: string;
  readonly extensions: { code: string; retryable: boolean; field?: string; retryAfterMs?: number; requestId?: string };
}

export interface ApiResult<T = Record<string, never>> {
  readonly data?: T | null;
  readonly errors?: readonly ApiError[];
}

/** Sends one operation over HTTP and gives what came back, errors and all. */
export async function request<T>(
  server: TestServer,
  query: string,
  options: { variables?: object; token?: string } = {},
): Promise<ApiResult<T>> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    body: JSON.stringify({ query, variables: options.variables ?? {} }),
  });
  return takeRequestIds((await response.json()) as ApiResult<T>);
}

/** Like `request`, for what must succeed. */
export async function query<T>(server: TestServer, text: string, options: { variables?: object; token?: string } = {}): Promise<T> {
  const result = await request<T>(server, text, options);
  if (result.errors !== undefined || result.data === null || result.data === undefined) {
    throw new Error(`${text.trim().split('\n')[0]}: ${JSON.stringify(result.errors)}`);
  }
  return result.data;
}

export interface TestPerson {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  readonly refreshToken: string;
}

let lastNumber = 0;

/** A new account, signed in. */
export async function registerPerson(server: TestServer, name = 'person'): Promise<TestPerson> {
  lastNumber += 1;
  const username = `${name}${lastNumber}`;
  const input = { username, displayName: `${name[0]?.toUpperCase()}${name.slice(1)}`, password: `a secret of ${username} ${randomUUID()}` };
  const { register } = await query<{ register: { accessToken: string; refreshToken: string; viewer: { id: string } } }>(
    server,
    'mutation ($input: RegisterInput!) { register(input: $input) { accessToken refreshToken viewer { id } } }',
    { variables: { input } },
  );
  return { id: register.viewer.id, username, token: register.accessToken, refreshToken: register.refreshToken };
}

export interface LiveEvent {
  readonly __typename: string;
  readonly conversationId?: string;
  readonly seq?: number;
  readonly message?: { id: string; text: string | null; kind: string; seq: number; sender: { id: string } };
  readonly member?: { user: { id: string }; leftSeq: number | null };
  readonly typing?: boolean;
  readonly userId?: string;
  readonly deliveredSeq?: number;
  readonly readSeq?: number;
  readonly receipts?: readonly { userId: string; deliveredSeq: number; readSeq: number }[];
  readonly status?: string;
  readonly device?: string | null;
  readonly lastSeenAt?: string | null;
  readonly name?: string | null;
  readonly deviceId?: string;
  readonly usedAt?: string;
}

const EVENTS = `subscription { events { __typename
  ... on MessageChanged { conversationId seq message { id text kind seq sender { id } } }
  ... on ConversationChanged { conversationId seq name }
  ... on MemberChanged { conversationId seq member { user { id } leftSeq } }
  ... on ChangeHidden { conversationId seq }
  ... on ReceiptChanged { conversationId userId deliveredSeq readSeq }
  ... on ReceiptsAdvanced { conversationId receipts { userId deliveredSeq readSeq } }
  ... on DeviceUsed { deviceId usedAt }
  ... on TypingChanged { conversationId typing }
  ... on PresenceChanged { userId status device lastSeenAt }
  ... on ProfileChanged { user { id displayName } }
  ... on ViewerItemChanged { seq item { kind key seq isRemoved conversation { pinnedAt isMarkedUnread } draft { text } } } } }`;

/** One socket that follows a person's events. */
export interface Listener {
  readonly events: readonly LiveEvent[];
  /** Resolves with the first event, past or coming, that fits. */
  next(fits: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  /** Runs an operation on the same socket. */
  run<T>(query: string, variables?: Record<string, unknown>): Promise<ApiResult<T>>;
  stop(): Promise<void>;
}

/** Opens a socket and follows the person's events; resolves when the subscription is live. `params`: more to introduce it with. */
export async function listen(server: TestServer, person: TestPerson, params: Record<string, unknown> = {}): Promise<Listener> {
  const inbox = new Inbox<LiveEvent>();
  const closed = Promise.withResolvers<number>();
  const client = createClient({
    url: server.socketUrl,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${person.token}`, ...params },
    onNonLazyError: () => undefined,
    on: { closed: (event) => closed.resolve((event as { code: number }).code) },
  });
  client.subscribe<{ events: LiveEvent }>(
    { query: EVENTS },
    {
      next: ({ data }) => {
        if (data) inbox.add(data.events);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const run = <T>(text: string, variables: Record<string, unknown> = {}) =>
    new Promise<ApiResult<T>>((resolve) => {
      client.subscribe<T>(
        { query: text, variables },
        {
          next: (result) => resolve(takeRequestIds(result as unknown as ApiResult<T>)),
          error: (errors) => resolve(takeRequestIds({ errors: errors as readonly ApiError[] })),
          complete: () => undefined,
        },
      );
    });
  // Answered once the subscription before it is live.
  await run('{ changes(since: [], limit: 1) { hasMore } }');
  return {
    events: inbox.items,
    closed: closed.promise,
    run,
    next: (fits) => inbox.next(fits),
    stop: async () => client.dispose(),
  };
}

const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq createdAt text clientMessageId } }';

export interface SentMessage {
  readonly id: string;
  readonly seq: number;
  readonly createdAt: string;
  readonly text: string;
  readonly clientMessageId: string;
}

export async function send(
  server: TestServer,
  person: TestPerson,
  input: { conversationId: string; text: string; clientMessageId?: string },
): Promise<SentMessage> {
  const variables = { input: { clientMessageId: randomUUID(), ...input } };
  return (await query<{ sendMessage: SentMessage }>(server, SEND, { variables, token: person.token })).sendMessage;
}

export async function startDirect(server: TestServer, person: TestPerson, other: TestPerson): Promise<string> {
  const text = 'mutation ($userId: ID!) { startDirect(userId: $userId) { id } }';
  const { startDirect: conversation } = await query<{ startDirect: { id: string } }>(server, text, {
    variables: { userId: other.id },
    token: person.token,
  });
  return conversation.id;
}

export async function createGroup(server: TestServer, owner: TestPerson, members: readonly TestPerson[]): Promise<string> {
  const text = 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }';
  const { createGroup: conversation } = await query<{ createGroup: { id: string } }>(server, text, {
    variables: { input: { name: 'Release 4.2', memberIds: members.map(({ id }) => id) } },
    token: owner.token,
  });
  return conversation.id;
}
