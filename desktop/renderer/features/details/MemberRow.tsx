import type { ReactNode } from 'react';
import type { MemberItem } from '../../graphql/member-item.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { presenceText } from '../../lib/presence-text.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useMinute } from '../../ui/use-minute.ts';
import styles from './details-panel.module.css';

interface MemberRowProps {
  member: MemberItem;
  canRemove: boolean;
  onRemove: (member: MemberItem) => void;
}

/** One person of a group. */
export function MemberRow({ member, canRemove, onRemove }: MemberRowProps): ReactNode {
  const { person, role, isViewer } = member;
  const presence = usePresence(person.id);
  const now = useMinute();
  const here = presence && presenceText(presence, now);
  const notes = [role === 'OWNER' && t('details.owner'), isViewer && t('app.you')].filter(Boolean);
  return (
    <li className={styles.member}>
      <Avatar id={person.id} name={person.displayName} size="small" status={shownStatus(presence)} />
      <span className={styles.memberName} title={[`@${person.username}`, here].filter(Boolean).join(' · ')}>
        <bdi>{person.displayName}</bdi>
        {here !== undefined && <span className="visually-hidden">, {here}</span>}
      </span>
      {notes.length > 0 && <span className={styles.note}>{notes.join(' · ')}</span>}
      {canRemove && !isViewer && (
        <span className={styles.remove}>
          <IconButton
            icon="personRemove"
            size="small"
            tone="danger"
            placement="left"
            label={t('details.remove', { name: person.displayName })}
            onPress={() => onRemove(member)}
          />
        </span>
      )}
    </li>
  );
}
