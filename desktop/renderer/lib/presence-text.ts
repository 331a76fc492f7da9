import { agoLabel } from './time-labels.ts';
import { t } from './translate.ts';

interface ShownPresence {
  readonly status: 'ONLINE' | 'AWAY' | 'BUSY' | 'OFFLINE';
  readonly device?: 'DESKTOP' | 'WEB' | 'OTHER' | null;
  readonly lastSeenAt?: string | null;
}

/** Whether a person is here in words, with where or since when (PRESENCE-1); undefined where nothing may be known. */
export function presenceText({ status, device, lastSeenAt }: ShownPresence, now: Date): string | undefined {
  if (status === 'OFFLINE') {
    return lastSeenAt ? t('presence.lastSeen', { when: agoLabel(new Date(lastSeenAt), now) }) : undefined;
  }
  const where = device === 'DESKTOP' || device === 'WEB' ? t(`presence.on.${device}`) : undefined;
  return where === undefined ? t(`presence.${status}`) : t('presence.where', { status: t(`presence.${status}`), where });
}
