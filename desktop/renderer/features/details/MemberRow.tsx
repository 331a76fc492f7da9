import type { ReactNode } from 'react';
import type { MemberItem } from '../../graphql/member-item.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './details-panel.module.css';

interface MemberRowProps {
  member: MemberItem;
  canRemove: boolean;
  onRemove: (member: MemberItem) => void;
}

/** One person of a group. */
export function MemberRow({ member, canRemove, onRemove }: MemberRowProps): ReactNode {
  const { person, role, isViewer } = member;
  const notes = [role === 'OWNER' && t('details.owner'), isViewer && t('app.you')].filter(Boolean);
  return (
    <li className={styles.member}>
      <Avatar id={person.id} name={person.displayName} size="small" />
      <span className={styles.memberName} title={`@${person.username}`}>
        <bdi>{person.displayName}</bdi>
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
