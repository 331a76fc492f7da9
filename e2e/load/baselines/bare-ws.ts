/**
 * The limit of Parley's design: bare ws, JSON, one INSERT for all that arrived while the last was on its way, each event's frame built
 * once. No GraphQL, no Redis; a resend is stored again, and who is not a member is not turned away.
 */
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeTextFrame } from '../../../backend/realtime/frame.ts';
import { createHttpServer, loadPerson, PAGE_MAX, type Person, serve, setting, verify } from './baseline.ts';

interface Connection {
  readonly webSocket: WebSocket;
  readonly stream: Duplex;
  person: Person | null;
}

type Request =
  | { readonly do: 'hello'; readonly id: number; readonly token: string }
  | { readonly do: 'follow'; readonly id: number }
  | { readonly do: 'send'; readonly id: number; readonly conversationId: string; readonly clientMessageId: string; readonly text: string }
  | { readonly do: 'missed'; readonly id: number; readonly conversationId: string; readonly after: string };

interface Stored {
  readonly id: string;
  readonly createdAt: Date;
}

interface Waiting {
  readonly values: readonly [conversationId: string, senderId: string, clientMessageId: string, text: string];
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: unknown) => void;
}

const INSERT = {
  name: 'insert',
  text: `INSERT INTO messages (conversation_id, sender_id, client_message_id, text)
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
         RETURNING id, created_at AS "createdAt"`,
};
const BATCH_MAX = 512;

const pool = new pg.Pool({ connectionString: setting('DATABASE_URL') });
const rooms = new Map<string, Set<Connection>>();
const waiting: Waiting[] = [];
let isStoring = false;

function store(values: Waiting['values']): Promise<Stored> {
  return new Promise((resolve, reject) => {
    waiting.push({ values, resolve, reject });
    if (isStoring) return;
    isStoring = true;
    setImmediate(storeWaiting);
  });
}

async function storeWaiting(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, BATCH_MAX);
    const columns = [0, 1, 2, 3].map((column) => batch.map(({ values }) => values[column]));
    try {
      const { rows } = await pool.query<Stored>({ ...INSERT, values: columns });
      for (const [index, { resolve, reject }] of batch.entries()) {
        const row = rows[index];
        if (row === undefined) reject(new Error('A message was not stored.'));
        else resolve(row);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  isStoring = false;
}

async function answer(connection: Connection, request: Request): Promise<object> {
  if (request.do === 'hello') {
    connection.person = await loadPerson(pool, await verify(request.token));
    return { isSignedIn: true };
  }
  const { person } = connection;
  if (person === null) throw new Error('Say hello first.');
  if (request.do === 'follow') return follow(connection, person);
  if (request.do === 'send') return send(person, request);
  return missed(request);
}

function follow(connection: Connection, person: Person): object {
  for (const id of person.conversationIds) rooms.set(id, (rooms.get(id) ?? new Set()).add(connection));
  return {};
}

async function send(person: Person, input: Request & { do: 'send' }): Promise<object> {
  const { conversationId, clientMessageId, text } = input;
  const { id, createdAt } = await store([conversationId, person.id, clientMessageId, text]);
  const sender = { id: person.id, displayName: person.displayName };
  const frame = encodeTextFrame(JSON.stringify({ event: 'message', id, conversationId, clientMessageId, text, createdAt, sender }));
  for (const { stream } of rooms.get(conversationId) ?? []) stream.write(frame);
  return { messageId: id, createdAt };
}

async function missed({ conversationId, after }: Request & { do: 'missed' }): Promise<object> {
  const { rows } = await pool.query<Stored>({
    name: 'missed',
    text: `SELECT m.id, m.conversation_id AS "conversationId", m.client_message_id AS "clientMessageId", m.text, m.created_at AS "createdAt",
                  json_build_object('id', u.id, 'displayName', u.display_name) AS sender
             FROM messages m JOIN users u ON u.id = m.sender_id
            WHERE m.conversation_id = $1 AND m.id > $2 ORDER BY m.id LIMIT ${PAGE_MAX + 1}`,
    values: [conversationId, after],
  });
  const messages = rows.slice(0, PAGE_MAX);
  return { hasMore: rows.length > PAGE_MAX, last: messages.at(-1)?.id ?? after, messages };
}

const server = createHttpServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

server.on('upgrade', (request, stream, head) => {
  sockets.handleUpgrade(request, stream, head, (webSocket) => accept({ webSocket, stream, person: null }));
});

function accept(connection: Connection): void {
  const { webSocket } = connection;
  webSocket.on('message', (data) => {
    const request = JSON.parse(String(data)) as Request;
    answer(connection, request).then(
      (result) => webSocket.send(`{"id":"${request.id}",${JSON.stringify(result).slice(1)}`),
      (error: unknown) => webSocket.send(JSON.stringify({ id: String(request.id), error: String(error) })),
    );
  });
  webSocket.on('error', () => webSocket.terminate());
  webSocket.once('close', () => {
    for (const id of connection.person?.conversationIds ?? []) rooms.get(id)?.delete(connection);
  });
}

serve(server);
