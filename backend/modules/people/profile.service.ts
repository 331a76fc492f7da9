import type { AppContext, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { conversationTopic, personTopic } from '../../realtime/bus.ts';
import type { ProfileChanged } from '../../realtime/events.ts';
import { PERSON_COLUMNS, type PersonRow, type PublicPerson, toPerson } from './people-cache.ts';
import type { ProfileChange } from './profile-input.ts';

const COLUMN_OF = {
  displayName: 'display_name',
  title: 'title',
  timeZone: 'time_zone',
  statusText: 'status_text',
  statusEmoji: 'status_emoji',
  statusExpiresAt: 'status_expires_at',
} as const satisfies Record<keyof ProfileChange, string>;

/**
 * Changes what is given of the viewer's profile and leaves the rest (ID-6). After the commit every node forgets what it knew of them; their own
 * devices and the sockets that watch them are told, nobody else: the work is in proportion to those who look, however many groups the person
 * is in. A new name alone, which is rare and stands beside all that they ever said, is told in all of their conversations too. Gives the person as
 * everyone sees them now.
 */
export async function updateProfile(app: AppContext, viewer: Viewer, change: ProfileChange): Promise<PublicPerson> {
  const oldName = change.displayName === undefined ? undefined : (await app.people.read([viewer.userId])).get(viewer.userId)?.displayName;
  const given = (Object.keys(COLUMN_OF) as (keyof ProfileChange)[]).filter((key) => change[key] !== undefined);
  if (given.length > 0) {
    const columns = given.map((key, i) => `${COLUMN_OF[key]} = $${i + 3}`);
    await app.db.pool.query(
      `UPDATE users SET ${columns.join(', ')}, renamed_at = CASE WHEN display_name = coalesce($2, display_name) THEN renamed_at ELSE clock_timestamp() END WHERE id = $1`,
      [viewer.userId, change.displayName ?? null, ...given.map((key) => change[key])],
    );
    app.people.invalidate(viewer.userId);
  }
  const user = (await app.people.read([viewer.userId])).get(viewer.userId);
  if (user === undefined) throw notFound('This account is');
  if (given.length > 0) {
    const event: ProfileChanged = { type: 'ProfileChanged', user };
    app.bus.publish(personTopic(viewer.userId), event);
    app.presence.profileChanged(user);
    if (oldName !== undefined && oldName !== user.displayName) await tellConversations(app, event);
  }
  return user;
}

/** Of who was away, the rest is in `renamedPeople`. */
async function tellConversations({ db, bus }: AppContext, event: ProfileChanged): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(
    'SELECT conversation_id AS id FROM members WHERE user_id = $1 AND left_seq IS NULL',
    [event.user.id],
  );
  for (const { id } of rows) bus.publish(conversationTopic(id), event);
}

/** More than are renamed while a client is away; who was renamed before the newest of them is met again with what they say. */
const RENAMED_MAX = 1_000;

/** People who took another name after that time, or some minutes before it: a change that was under way then counts. The newest first. */
export async function listRenamed({ db }: Pick<AppContext, 'db'>, after: string): Promise<PublicPerson[]> {
  const { rows } = await db.pool.query<PersonRow>(
    `SELECT ${PERSON_COLUMNS} FROM users u WHERE u.renamed_at > $1::timestamptz - interval '5 minutes' ORDER BY u.renamed_at DESC LIMIT $2`,
    [after, RENAMED_MAX],
  );
  return rows.map(toPerson);
}
