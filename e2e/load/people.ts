import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { AccessTokens } from '../../backend/modules/accounts/access-tokens.ts';

export interface Person {
  readonly id: string;
  readonly token: string;
}

/** Where people are made: the database of a server under test, and tokens that it takes for its own. */
export interface Registry {
  connect(): Promise<pg.Client>;
  accessTokens(): Promise<AccessTokens>;
}

/**
 * Makes accounts in bulk: rows as registration leaves them, tokens signed with the server's own key. Only the hashing of a password per
 * account is left out; everything that is measured goes through the API.
 */
export async function makePeople(registry: Registry, count: number): Promise<Person[]> {
  const ids = newIds(count);
  const database = await registry.connect();
  try {
    const userIds = ids.map(({ userId }) => userId);
    await database.query(
      `INSERT INTO users (id, username, display_name) SELECT id, 'load' || right(id::text, 12), 'Person ' || left(id::text, 8) FROM unnest($1::uuid[]) AS u (id)`,
      [userIds],
    );
    await database.query(
      `INSERT INTO sessions (id, user_id, device) SELECT s.id, s.user_id, 'Load' FROM unnest($1::uuid[], $2::uuid[]) AS s (id, user_id)`,
      [ids.map(({ sessionId }) => sessionId), userIds],
    );
  } finally {
    await database.end();
  }
  return withTokens(registry, ids);
}

interface Ids {
  readonly userId: string;
  readonly sessionId: string;
}

export const newIds = (count: number): Ids[] => Array.from({ length: count }, () => ({ userId: randomUUID(), sessionId: randomUUID() }));

/** Gives each a token. */
export async function withTokens(registry: Pick<Registry, 'accessTokens'>, ids: readonly Ids[]): Promise<Person[]> {
  const tokens = await registry.accessTokens();
  return Promise.all(
    ids.map(async ({ userId, sessionId }) => {
      const { token } = await tokens.issue({ userId, sessionId, role: 'MEMBER' });
      return { id: userId, token };
    }),
  );
}
