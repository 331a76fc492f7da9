import { t } from '../lib/translate.ts';

/** '(3) Release 4.2 · Parley'. */
export function pageTitle(title: string | undefined, unreadCount: number): string {
  const name = [title, t('app.name')].filter(Boolean).join(' · ');
  return unreadCount > 0 ? `(${unreadCount}) ${name}` : name;
}
