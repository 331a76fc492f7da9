import { DEFAULT_NOTIFICATIONS, type NotificationSettings } from './notification-settings.ts';

/** What a person shows of being here, beside what their devices tell (PRESENCE-1). */
export type PresenceMode = 'AUTOMATIC' | 'BUSY' | 'INVISIBLE';

/** Who may see something of a person. Contacts are those who both agreed to be it (PEOPLE-2). */
export type Audience = 'EVERYONE' | 'CONTACTS' | 'NOBODY';

/** What a person decided about themselves. */
export interface SettingsView {
  readonly presenceMode: PresenceMode;
  /** Who may see whether they are here, and when they were last (PRESENCE-3). */
  readonly presenceAudience: Audience;
  /** Whether others learn what they have read, and they what others have (RECEIPT-4). */
  readonly readReceipts: boolean;
  readonly notifications: NotificationSettings;
}

/** What is changed; what is not given stays, also of the notifications. */
export interface SettingsChange extends Partial<Omit<SettingsView, 'notifications'>> {
  readonly notifications?: Partial<NotificationSettings>;
}

/** Of a person who decided nothing; the same as the defaults of the table. */
export const DEFAULT_SETTINGS: SettingsView = {
  presenceMode: 'AUTOMATIC',
  presenceAudience: 'EVERYONE',
  readReceipts: true,
  notifications: DEFAULT_NOTIFICATIONS,
};
