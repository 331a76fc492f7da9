import { randomUUID } from 'node:crypto';
import type { DataFolder } from './data-folder.ts';

export interface Person {
  readonly id: string;
  readonly token: string;
}

/**
 * Makes accounts in bulk: rows as registration leaves them, tokens signed with the server's own key. Only the hashing of a password per
 * account is left out; everything that is measured goes through the API.
 */
export async function makePeople(folder: DataFolder, count: number): Promise<Person[]> {
  const ids = Array.from({ length: count }, () => ({ userId: randomUUID(), sessionId: randomUUID() }));
  const database = await folder.connect();
  try {
    const userIds = ids.map(({ userId }) => userId);
    await database.query(
      `INSERT INTO users (id, username, display_name) SELECT id, 'load' || left(id::text, 8), 'Person ' || left(id::text, 8) FROM unnest($1::uuid[]) AS u (id)`,
      [userIds],
    );
    await database.query(
      `INSERT INTO sessions (id, user_id, device) SELECT s.id, s.user_id, 'Load' FROM unnest($1::uuid[], $2::uuid[]) AS s (id, user_id)`,
      [ids.map(({ sessionId }) => sessionId), userIds],
    );
  } finally {
    await database.end();
  }
  const tokens = await folder.accessTokens();
  return Promise.all(
    ids.map(async ({ userId, sessionId }) => {
      const { token } = await tokens.issue({ userId, sessionId, role: 'MEMBER' });
      return { id: userId, token };
    }),
  );
}
