import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';

/** How far a stored message of one's own has come, in words: among several others, by how many it was read (RECEIPT-1). */
export function statusLabel({
  state,
  readCount = 0,
  othersCount = 0,
}: Pick<TimelineMessage, 'state' | 'readCount' | 'othersCount'>): string {
  if (othersCount > 1 && state === 'read') return t('status.readByAll');
  if (othersCount > 1 && readCount > 0) return t('status.readBy', { count: readCount });
  if (state === 'read') return t('status.read');
  return t(state === 'delivered' ? 'status.delivered' : 'status.sent');
}
