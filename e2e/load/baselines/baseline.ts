import { createPublicKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { jwtVerify } from 'jose';
import type pg from 'pg';

/** The most messages of one answer to who was away. */
export const PAGE_MAX = 500;

export interface Person {
  readonly id: string;
  readonly displayName: string;
  /** The conversations they are in. */
  readonly conversationIds: readonly string[];
}

/** A setting that the bench gives. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

const publicKey = createPublicKey({ key: JSON.parse(setting('JWT_PUBLIC_KEY')), format: 'jwk' });

/** Who an access token speaks for; rejects when it is not good. The tokens are those of Parley. */
export async function verify(token: string): Promise<string> {
  const { payload } = await jwtVerify(token, publicKey, { algorithms: ['EdDSA'], issuer: 'parley', audience: 'parley-api' });
  if (payload.sub === undefined) throw new Error('The token names nobody.');
  return payload.sub;
}

export async function loadPerson(pool: pg.Pool, id: string): Promise<Person> {
  const { rows } = await pool.query<Person>({
    name: 'person',
    text: `SELECT u.id, u.display_name AS "displayName",
                  ARRAY (SELECT conversation_id::text FROM members WHERE user_id = u.id) AS "conversationIds"
             FROM users u WHERE u.id = $1`,
    values: [id],
  });
  const [person] = rows;
  if (person === undefined) throw new Error('This account is gone.');
  return person;
}

/** An HTTP server that says when it is ready; WebSockets are added by each. */
export function createHttpServer(): Server {
  return createServer((request, response) => {
    response.statusCode = request.url === '/health/ready' ? 200 : 404;
    response.end();
  });
}

/** Listens where the bench wants it and ends when asked to. */
export function serve(server: Server): void {
  server.listen({ host: setting('HOST'), port: Number(setting('PORT')), backlog: 4096 });
  process.once('SIGTERM', () => process.exit(0));
}
