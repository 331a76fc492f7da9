/** A messenger on Socket.IO 4 as it is usually written: the Redis adapter, a room per conversation, acknowledgements, one INSERT each. */
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type DefaultEventsMap, Server } from 'socket.io';
import { createHttpServer, loadPerson, PAGE_MAX, type Person, serve, setting, verify } from './baseline.ts';

interface SendInput {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

type Acknowledge = (answer: object) => void;

const pool = new pg.Pool({ connectionString: setting('DATABASE_URL') });
const publisher = new Redis(setting('REDIS_URL'));
const server = createHttpServer();
const io = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { person: Person }>(server, {
  adapter: createAdapter(publisher, publisher.duplicate()),
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});

io.use((socket, next) => {
  const { token } = socket.handshake.auth;
  verify(String(token))
    .then((id) => loadPerson(pool, id))
    .then(
      (person) => {
        socket.data.person = person;
        next();
      },
      () => next(new Error('UNAUTHENTICATED')),
    );
});

io.on('connection', (socket) => {
  const { person } = socket.data;
  const memberOf = new Set(person.conversationIds);

  socket.on('follow', async (acknowledge: Acknowledge) => {
    await socket.join([...memberOf]);
    acknowledge({});
  });

  socket.on('send', async ({ conversationId, clientMessageId, text }: SendInput, acknowledge: Acknowledge) => {
    if (!memberOf.has(conversationId)) return acknowledge({ error: 'NOT_IN_CONVERSATION' });
    try {
      const { rows } = await pool.query<{ id: string; createdAt: Date }>({
        name: 'insert',
        text: `INSERT INTO messages (conversation_id, sender_id, client_message_id, text) VALUES ($1, $2, $3, $4)
               RETURNING id, created_at AS "createdAt"`,
        values: [conversationId, person.id, clientMessageId, text],
      });
      const sender = { id: person.id, displayName: person.displayName };
      io.to(conversationId).emit('message', { ...rows[0], conversationId, clientMessageId, text, sender });
      acknowledge({ ...rows[0] });
    } catch (error) {
      acknowledge({ error: String(error) });
    }
  });

  socket.on('missed', async ({ conversationId, after }: { conversationId: string; after: string }, acknowledge: Acknowledge) => {
    if (!memberOf.has(conversationId)) return acknowledge({ error: 'NOT_IN_CONVERSATION' });
    const { rows } = await pool.query<{ id: string }>({
      name: 'missed',
      text: `SELECT m.id, m.conversation_id AS "conversationId", m.client_message_id AS "clientMessageId", m.text, m.created_at AS "createdAt",
                    json_build_object('id', u.id, 'displayName', u.display_name) AS sender
               FROM messages m JOIN users u ON u.id = m.sender_id
              WHERE m.conversation_id = $1 AND m.id > $2 ORDER BY m.id LIMIT ${PAGE_MAX + 1}`,
      values: [conversationId, after],
    });
    const messages = rows.slice(0, PAGE_MAX);
    acknowledge({ hasMore: rows.length > PAGE_MAX, last: messages.at(-1)?.id ?? after, messages });
  });
});

serve(server);
