import type { UpdateState } from '../../../bridge/update-calls.ts';
import { t } from '../../lib/translate.ts';

/** Where the next version is, in words. */
export function updateText({ status, version, percent }: UpdateState): string {
  if (status === 'downloading') return t('update.downloading', { version: version ?? '', percent: String(percent ?? 0) });
  if (status === 'ready') return t('update.ready', { version: version ?? '' });
  return t(`update.${status}`);
}
