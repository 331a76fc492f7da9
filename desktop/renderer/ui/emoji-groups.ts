import { t } from '../lib/translate.ts';

/** The groups as the picker shows them: the numbers are Unicode's, 2 are parts that no one writes alone. */
export const groups = ['recent', 0, 1, 3, 4, 5, 6, 7, 8, 9] as const;

export type GroupId = (typeof groups)[number];

export const groupSigns: Readonly<Record<GroupId, string>> = {
  ...{ recent: '🕘', 0: '😀', 1: '👋', 3: '🐻', 4: '🍏', 5: '🚗', 6: '⚽', 7: '💡', 8: '💬', 9: '🏁' },
};

export function groupLabel(group: GroupId): string {
  return group === 'recent' ? t('emoji.recent') : t(`emoji.group.${group}`);
}
