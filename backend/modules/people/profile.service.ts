import type { AppContext, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { personTopic } from '../../realtime/bus.ts';
import type { ProfileChanged } from '../../realtime/events.ts';
import type { PublicPerson } from './people-cache.ts';
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
 * is in. Gives the person as everyone sees them now.
 */
export async function updateProfile(app: AppContext, viewer: Viewer, change: ProfileChange): Promise<PublicPerson> {
  const given = (Object.keys(COLUMN_OF) as (keyof ProfileChange)[]).filter((key) => change[key] !== undefined);
  if (given.length > 0) {
    await app.db.pool.query(`UPDATE users SET ${given.map((key, i) => `${COLUMN_OF[key]} = $${i + 2}`).join(', ')} WHERE id = $1`, [
      viewer.userId,
      ...given.map((key) => change[key]),
    ]);
    app.people.invalidate(viewer.userId);
  }
  const user = (await app.people.read([viewer.userId])).get(viewer.userId);
  if (user === undefined) throw notFound('This account is');
  if (given.length > 0) {
    app.bus.publish(personTopic(viewer.userId), { type: 'ProfileChanged', user } satisfies ProfileChanged);
    app.presence.profileChanged(user);
  }
  return user;
}
