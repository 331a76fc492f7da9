import type { ReactNode } from 'react';
import type { MemberItem } from '../../graphql/member-item.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { presenceText } from '../../lib/presence-text.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { MenuButton } from '../../ui/MenuButton.tsx';
import type { MenuEntry } from '../../ui/menu-sections.ts';
import { useMinute } from '../../ui/use-minute.ts';
import styles from './details-panel.module.css';

interface MemberRowProps {
  member: MemberItem;
  /** What may be done with the person; no menu for nothing. */
  entries: readonly MenuEntry[];
}

const roleNote = { OWNER: t('details.owner'), ADMIN: t('group.admin'), MEMBER: '' };

/** One person of a group, with what they are in it. */
export function MemberRow({ member, entries }: MemberRowProps): ReactNode {
  const { person, role, isViewer } = member;
  const presence = usePresence(person.id);
  const now = useMinute();
  const here = presence && presenceText(presence, now);
  const notes = [roleNote[role], isViewer && t('app.you')].filter(Boolean);
  return (
    <li className={styles.member}>
      <Avatar id={person.id} name={person.displayName} size="small" status={shownStatus(presence)} />
      <span className={styles.memberName} title={[`@${person.username}`, here].filter(Boolean).join(' · ')}>
        <bdi>{person.displayName}</bdi>
        {here !== undefined && <span className="visually-hidden">, {here}</span>}
      </span>
      {notes.length > 0 && <span className={styles.note}>{notes.join(' · ')}</span>}
      {entries.length > 0 && (
        <MenuButton
          icon="more"
          size="small"
          label={t('group.memberMenu', { name: person.displayName })}
          menu={() => [{ id: 'member', entries }]}
        />
      )}
    </li>
  );
}
