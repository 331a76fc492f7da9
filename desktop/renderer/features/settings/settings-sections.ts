import type { IconName } from '../../ui/icons.ts';

/** The parts of the settings, each with an address of its own: `/settings/profile`. */
export const settingsSections = [
  'profile',
  'appearance',
  'notifications',
  'privacy',
  'sessions',
  'people',
  'app',
  'language',
  'about',
] as const;

export type SettingsSection = (typeof settingsSections)[number];

export const sectionIcons: Readonly<Record<SettingsSection, IconName>> = {
  profile: 'person',
  appearance: 'sun',
  notifications: 'bell',
  privacy: 'lock',
  sessions: 'devices',
  people: 'personAdd',
  app: 'monitor',
  language: 'globe',
  about: 'info',
};

/** Those that are for who is what they are on this server, where they are: people are invited by its owner (ID-1), and a browser is no app. */
export const sectionsFor = (role: string | undefined, isApp: boolean): readonly SettingsSection[] =>
  settingsSections.filter((section) => (section !== 'people' || role === 'OWNER') && (section !== 'app' || isApp));

/** The section that an address names, if it does. */
export function sectionOf(name: string | undefined): SettingsSection | undefined {
  return settingsSections.find((section) => section === name);
}
