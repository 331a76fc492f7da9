import type { AppContext, Viewer } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { foldable, foldText } from './fold.ts';
import type { SearchQuery } from './search-query.ts';

/** A conversation that the viewer is in now. */
export interface OwnConversation {
  readonly id: string;
  readonly name: string | null;
  /** How many changes it has had: at least as many as messages. */
  readonly lastSeq: number;
  /** Of a direct conversation: the others' usernames; of notes one's own. */
  readonly usernames: readonly string[];
  /** Only messages that are later are the viewer's to see; null for all (CONV-5). */
  readonly visibleAfter: string | null;
}

/** Where and of whom to look: names resolved. */
export interface SearchScope {
  readonly conversations: readonly OwnConversation[];
  /** Null for everybody. */
  readonly senderIds: readonly string[] | null;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Looks up the names of `from:` and `in:` among the viewer's own conversations.
 * @throws VALIDATION_ERROR of `query` for a name of nobody, and of a conversation that the viewer is not in: both answer alike (security G6).
 */
export async function findScope(app: Pick<AppContext, 'db'>, viewer: Viewer, query: SearchQuery): Promise<SearchScope> {
  const [own, senderIds] = await Promise.all([ownConversations(app, viewer), findSenders(app, viewer, query.from)]);
  if (query.in.length === 0) return { conversations: own, senderIds };
  const chosen = new Set(query.in.flatMap((name) => named(own, name)));
  return { conversations: own.filter(({ id }) => chosen.has(id)), senderIds };
}

async function ownConversations({ db }: Pick<AppContext, 'db'>, viewer: Viewer): Promise<OwnConversation[]> {
  const { rows } = await db.pool.query<OwnConversation>({
    name: 'search_own_conversations',
    text: `SELECT c.id, c.name, c.last_seq AS "lastSeq", b.visible_after AS "visibleAfter",
                  CASE WHEN c.kind = 'DIRECT' THEN array(SELECT u.username FROM members o JOIN users u ON u.id = o.user_id
                    WHERE o.conversation_id = c.id AND (o.user_id <> $1 OR c.direct_key = $1::text || ':' || $1::text OR c.direct_key = $1::text))
                  ELSE '{}' END AS usernames
             FROM members b JOIN conversations c ON c.id = b.conversation_id WHERE b.user_id = $1 AND b.left_seq IS NULL`,
    values: [viewer.userId],
  });
  return rows;
}

const fold = (name: string) => foldText(foldable(name)).text.trim();

/** By id, by `@username` of a direct conversation, by the whole name of a group, else by a part of it. */
function named(own: readonly OwnConversation[], name: string): string[] {
  const wanted = fold(name);
  const username = name.replace(/^@/, '').toLowerCase();
  const tries: ((conversation: OwnConversation) => boolean)[] = [
    ({ id }) => ID.test(name) && id === name.toLowerCase(),
    ({ usernames }) => usernames.includes(username),
    ({ name: own }) => own !== null && wanted !== '' && fold(own) === wanted,
    ({ name: own }) => own !== null && wanted !== '' && fold(own).includes(wanted),
  ];
  for (const fits of tries) {
    const found = own.filter(fits);
    if (found.length > 0) return found.map(({ id }) => id);
  }
  throw invalid('query', `"in:${name}": you are in no such conversation.`);
}

async function findSenders({ db }: Pick<AppContext, 'db'>, viewer: Viewer, names: readonly string[]): Promise<string[] | null> {
  if (names.length === 0) return null;
  const wanted = names.map((name) => name.replace(/^@/, '').toLowerCase());
  const others = wanted.filter((name) => name !== 'me');
  const { rows } = await db.pool.query<{ id: string; username: string }>({
    name: 'search_senders',
    text: `SELECT id, username FROM users WHERE username = ANY ($1) OR id::text = ANY ($1)`,
    values: [others],
  });
  const known = new Set(rows.flatMap(({ id, username }) => [id, username]));
  const unknown = others.find((name) => !known.has(name));
  if (unknown !== undefined) throw invalid('query', `"from:${unknown}": nobody here has this username.`);
  return [...rows.map(({ id }) => id), ...(wanted.includes('me') ? [viewer.userId] : [])];
}
