import type { PoolClient } from 'pg';
import { AppError, invalid } from '../../errors.ts';
import type { Database } from '../../platform/database.ts';
import { type DirectPolicy, mayAddToGroup, type PeopleRefusal, type PeopleStanding, startRefusal } from './contacts.policy.ts';

/** One who looks at, writes to or adds another. */
export interface PeoplePair {
  readonly userId: string;
  readonly otherId: string;
}

/** How each of the people stands to the other of the pair, in one statement, in the same order. */
export async function readStandings(
  db: Pick<Database['pool'] | PoolClient, 'query'>,
  pairs: readonly PeoplePair[],
): Promise<PeopleStanding[]> {
  const { rows } = await db.query<PeopleStanding>(
    `SELECT q.user_id = q.other_id AS "isSelf", ${holds('q.other_id', 'q.user_id', 'BLOCK')} AS "isBlocked",
            ${holds('q.user_id', 'q.other_id', 'BLOCK')} AS "isBlocking",
            ${holds('q.user_id', 'q.other_id', 'CONTACT')} AS "areContacts"
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS q (user_id, other_id, ord) ORDER BY q.ord`,
    [pairs.map(({ userId }) => userId), pairs.map(({ otherId }) => otherId)],
  );
  return rows;
}

/** Whether one keeps such an item about the other; a contact that is only asked for is none. */
const holds = (owner: string, about: string, kind: 'BLOCK' | 'CONTACT') =>
  `EXISTS (SELECT 1 FROM viewer_items i WHERE i.user_id = ${owner} AND i.kind = '${kind}' AND i.key = ${about}::text AND i.value IS NOT NULL
             AND coalesce(i.value ->> 'state', 'ACCEPTED') = 'ACCEPTED')`;

const REFUSALS: Readonly<Record<PeopleRefusal, string>> = {
  oneself: 'This is you.',
  blocking: 'You have blocked this person.',
  'not reachable': 'This person does not take this from you.',
};

/** VALIDATION_ERROR for oneself, FORBIDDEN for the rest: who is blocked learns no more than who is a stranger. */
export function refusePeople(refusal: PeopleRefusal | null, field: string): void {
  if (refusal === 'oneself') throw invalid(field, REFUSALS.oneself);
  if (refusal !== null) throw new AppError('FORBIDDEN', REFUSALS[refusal], { field });
}

/**
 * Asked in the transaction that makes the conversation: it waits for a block or a contact that is being decided, and one that is decided later
 * waits for the conversation. FORBIDDEN for who is blocked, and for strangers where only contacts may (PEOPLE-2, PEOPLE-3).
 */
export async function requireMayStart(tx: PoolClient, pair: PeoplePair, policy: DirectPolicy): Promise<void> {
  await holdPeople(tx, [pair.otherId]);
  const [standing] = await readStandings(tx, [pair]);
  if (standing !== undefined) refusePeople(startRefusal(standing, policy), 'userId');
}

/** FORBIDDEN when one of the people has blocked who adds them (PEOPLE-3); asked in the transaction that adds them. */
export async function requireMayAdd(
  tx: PoolClient,
  userId: string,
  { otherIds, field }: { otherIds: readonly string[]; field: string },
): Promise<void> {
  if (otherIds.length === 0) return;
  await holdPeople(tx, otherIds);
  const standings = await readStandings(
    tx,
    otherIds.map((otherId) => ({ userId, otherId })),
  );
  if (!standings.every(mayAddToGroup)) throw new AppError('FORBIDDEN', 'You cannot add one of these people.', { field });
}

/** FORBIDDEN when the other one of a direct conversation has blocked the person; asked under the conversation's lock. */
export async function requireUnblocked(
  tx: Pick<PoolClient, 'query'>,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<void> {
  if (await isBlockedInDirect(tx, { conversationId, userId })) throw new AppError('FORBIDDEN', 'You cannot write to this person.');
}

/** Whether the conversation is direct and its other one has blocked the person; by the rule that sends are held to. */
export async function isBlockedInDirect(
  db: Pick<PoolClient, 'query'>,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<boolean> {
  const { rows } = await db.query<{ isBlocked: boolean }>({
    name: 'is_blocked_in_direct',
    text: `SELECT is_blocked_in_direct(c.direct_key, $2) AS "isBlocked" FROM conversations c WHERE c.id = $1 AND c.kind = 'DIRECT'`,
    values: [conversationId, userId],
  });
  return rows[0]?.isBlocked ?? false;
}

/** In one order; against changes of what they keep, which take the same rows. */
async function holdPeople(tx: PoolClient, userIds: readonly string[]): Promise<void> {
  await tx.query('SELECT 1 FROM users WHERE id = ANY ($1::uuid[]) ORDER BY id FOR SHARE', [userIds]);
}
