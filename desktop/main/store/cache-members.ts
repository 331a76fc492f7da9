import type { MemberRow } from '../../sync/records.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

export const listMembers = (db: ReadableDb, conversationNo: number): MemberRow[] =>
  db
    .all<{ body: string }>('SELECT body FROM cache_members WHERE conversation_no = ?', conversationNo)
    .map(({ body }) => JSON.parse(body) as MemberRow);

export function putMembers(cache: WritableCache, conversationNo: number, members: readonly MemberRow[]): void {
  for (const member of members) {
    cache.run(
      'REPLACE INTO cache_members (conversation_no, user_id, body) VALUES (?, ?, ?)',
      conversationNo,
      member.userId,
      JSON.stringify(member),
    );
  }
}

export const clearMembers = (cache: WritableCache, conversationNo: number): void =>
  cache.run('DELETE FROM cache_members WHERE conversation_no = ?', conversationNo);
