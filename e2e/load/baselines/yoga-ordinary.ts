/** A messenger on GraphQL Yoga, graphql-ws, RedisPubSub and Prisma, put together as their guides say. */
import { PrismaPg } from '@prisma/adapter-pg';
import type { ExecutionArgs } from 'graphql';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { createSchema, createYoga } from 'graphql-yoga';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
import { createHttpServer, type Person, serve, setting, verify } from './baseline.ts';
import { PrismaClient } from './generated/client.ts';

interface Context {
  readonly person: Person;
}

interface Sending {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

interface Missed {
  readonly conversationId: string;
  readonly after: string;
  readonly first: number;
}

const PAGE = 100;

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: setting('DATABASE_URL') }) });
const pubsub = new RedisPubSub({ publisher: new Redis(setting('REDIS_URL')), subscriber: new Redis(setting('REDIS_URL')) });

const typeDefs = /* GraphQL */ `
  type User { id: ID! displayName: String! }
  type Message { id: ID! conversationId: ID! clientMessageId: ID! text: String! createdAt: String! sender: User! }
  type MessagePage { hasMore: Boolean! last: ID! messages: [Message!]! }
  input SendMessageInput { conversationId: ID! clientMessageId: ID! text: String! }
  type Query { missed(conversationId: ID!, after: ID!, first: Int!): MessagePage! }
  type Mutation { sendMessage(input: SendMessageInput!): Message! }
  type Subscription { events: Message! }
`;

function requireMember({ person }: Context, conversationId: string): void {
  if (!person.conversationIds.includes(conversationId)) throw new Error('NOT_IN_CONVERSATION');
}

const topic = (conversationId: string) => `conversation:${conversationId}`;

const schema = createSchema<Context>({
  typeDefs,
  resolvers: {
    Query: {
      missed: async (_root, { conversationId, after, first }: Missed, context) => {
        requireMember(context, conversationId);
        const size = Math.min(first, PAGE);
        const rows = await prisma.message.findMany({
          where: { conversationId, id: { gt: BigInt(after) } },
          orderBy: { id: 'asc' },
          take: size + 1,
          include: { sender: true },
        });
        const messages = rows.slice(0, size).map((row) => ({ ...row, id: String(row.id), createdAt: row.createdAt.toISOString() }));
        return { hasMore: rows.length > size, last: messages.at(-1)?.id ?? after, messages };
      },
    },
    Mutation: {
      sendMessage: async (_root, { input }: { input: Sending }, context) => {
        requireMember(context, input.conversationId);
        const { person } = context;
        const { conversationId, clientMessageId, text } = input;
        const row = await prisma.message.create({ data: { conversationId, clientMessageId, text, senderId: person.id } });
        const sender = { id: person.id, displayName: person.displayName };
        const message = { ...row, id: String(row.id), createdAt: row.createdAt.toISOString(), sender };
        await pubsub.publish(topic(conversationId), message);
        return message;
      },
    },
    Subscription: {
      events: {
        subscribe: (_root, _args, { person }) => pubsub.asyncIterableIterator(person.conversationIds.map(topic)),
        resolve: (message: object) => message,
      },
    },
  },
});

async function findPerson(token: string): Promise<Person> {
  const id = await verify(token);
  const user = await prisma.user.findUniqueOrThrow({ where: { id }, include: { members: true } });
  return { id, displayName: user.displayName, conversationIds: user.members.map(({ conversationId }) => conversationId) };
}

const yoga = createYoga({ schema, logging: false });
const server = createHttpServer();
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint, perMessageDeflate: false });

interface Enveloped extends ExecutionArgs {
  readonly rootValue: Pick<ReturnType<typeof yoga.getEnveloped>, 'execute' | 'subscribe'>;
}

// biome-ignore lint/correctness/useHookAtTopLevel: not a hook of React; graphql-ws names it so.
useServer<{ authorization?: string }, Extra & Partial<Context> & Record<PropertyKey, unknown>>(
  {
    onConnect: async ({ connectionParams, extra }) => {
      const token = connectionParams?.authorization?.replace(/^Bearer /, '') ?? '';
      const person = await findPerson(token).catch(() => null);
      if (person === null) return false;
      Object.assign(extra, { person });
      return true;
    },
    execute: (args) => (args as Enveloped).rootValue.execute(args),
    subscribe: (args) => (args as Enveloped).rootValue.subscribe(args),
    onSubscribe: async ({ extra }, _id, payload) => {
      const { schema: enveloped, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({ person: extra.person });
      const args = {
        schema: enveloped,
        operationName: payload.operationName ?? null,
        document: parse(payload.query),
        variableValues: payload.variables ?? {},
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);

serve(server);
