import type { IconName } from '../../ui/icons.ts';

/** The parts of the settings, each with an address of its own: `/settings/profile`. */
export const settingsSections = ['profile', 'appearance', 'notifications', 'privacy', 'sessions', 'language', 'about'] as const;

export type SettingsSection = (typeof settingsSections)[number];

export const sectionIcons: Readonly<Record<SettingsSection, IconName>> = {
  profile: 'person',
  appearance: 'sun',
  notifications: 'bell',
  privacy: 'lock',
  sessions: 'devices',
  language: 'globe',
  about: 'info',
};

/** The section that an address names, if it does. */
export function sectionOf(name: string | undefined): SettingsSection | undefined {
  return settingsSections.find((section) => section === name);
}
