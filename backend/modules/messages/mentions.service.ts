import type { AppContext } from '../../context.ts';
import { findMentions } from './mentions.ts';
import { type Mentions, NO_MENTIONS } from './message.ts';

/** The members whom the text names, as they are now; everybody else's name is only a word (MSG-1). Costs nothing where there is no @. */
export async function resolveMentions(app: AppContext, conversationId: string, text: string): Promise<Mentions> {
  if (!text.includes('@')) return NO_MENTIONS;
  const { usernames, isForAll } = findMentions(text);
  if (usernames.length === 0) return isForAll ? { userIds: [], isForAll } : NO_MENTIONS;
  const { rows } = await app.db.pool.query<{ id: string }>({
    name: 'resolve_mentions',
    text: `SELECT u.id FROM users u JOIN members b ON b.user_id = u.id AND b.conversation_id = $1 AND b.left_seq IS NULL
            WHERE u.username = ANY ($2::text[]) ORDER BY u.id`,
    values: [conversationId, usernames],
  });
  return { userIds: rows.map((row) => row.id), isForAll };
}
