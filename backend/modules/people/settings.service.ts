import type { AppContext, Viewer } from '../../context.ts';
import { personTopic } from '../../realtime/bus.ts';
import type { SettingsChanged } from '../../realtime/events.ts';
import { DEFAULT_NOTIFICATIONS, parseNotifications } from './notification-settings.ts';
import { DEFAULT_SETTINGS, type SettingsChange, type SettingsView } from './settings.ts';

const COLUMNS = 'presence_mode AS "presenceMode", presence_audience AS "presenceAudience", read_receipts AS "readReceipts", notifications';

/** With the defaults of what was never chosen. */
const whole = (row: SettingsView): SettingsView => ({ ...row, notifications: { ...DEFAULT_NOTIFICATIONS, ...row.notifications } });

/** The settings of each of the people, who need not exist. */
export async function loadSettings({ db }: Pick<AppContext, 'db'>, userIds: readonly string[]): Promise<Map<string, SettingsView>> {
  const { rows } = await db.pool.query<SettingsView & { userId: string }>(
    `SELECT user_id AS "userId", ${COLUMNS} FROM settings WHERE user_id = ANY ($1::uuid[])`,
    [userIds],
  );
  const decided = new Map(rows.map(({ userId, ...settings }) => [userId, whole(settings)]));
  return new Map(userIds.map((id) => [id, decided.get(id) ?? DEFAULT_SETTINGS]));
}

export async function getSettings(app: Pick<AppContext, 'db'>, userId: string): Promise<SettingsView> {
  return (await loadSettings(app, [userId])).get(userId) ?? DEFAULT_SETTINGS;
}

/** Changes what is given, leaves the rest, and tells all devices of the viewer. Gives all settings as they are now. */
export async function updateSettings(app: AppContext, viewer: Viewer, change: SettingsChange): Promise<SettingsView> {
  const notifications = change.notifications === undefined ? null : parseNotifications(change.notifications);
  const { presenceMode, presenceAudience, readReceipts } = DEFAULT_SETTINGS;
  const { rows } = await app.db.pool.query<SettingsView>(
    `INSERT INTO settings AS s (user_id, presence_mode, presence_audience, read_receipts, notifications)
     VALUES ($1, coalesce($2::presence_mode, $5), coalesce($3::audience, $6), coalesce($4::boolean, $7), coalesce($8::jsonb, '{}'))
     ON CONFLICT (user_id) DO UPDATE SET presence_mode = coalesce($2, s.presence_mode),
       presence_audience = coalesce($3, s.presence_audience), read_receipts = coalesce($4, s.read_receipts),
       notifications = s.notifications || coalesce($8::jsonb, '{}')
     RETURNING ${COLUMNS}`,
    [
      viewer.userId,
      change.presenceMode ?? null,
      change.presenceAudience ?? null,
      change.readReceipts ?? null,
      presenceMode,
      presenceAudience,
      readReceipts,
      notifications && JSON.stringify(notifications),
    ],
  );
  const settings = rows[0] === undefined ? DEFAULT_SETTINGS : whole(rows[0]);
  const event: SettingsChanged = { type: 'SettingsChanged', userId: viewer.userId, settings };
  app.bus.publish(personTopic(viewer.userId), event);
  app.presence.settingsChanged(viewer.userId);
  return settings;
}
