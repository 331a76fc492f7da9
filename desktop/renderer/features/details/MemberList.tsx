import { type ReactNode, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { MemberItem } from '../../graphql/member-item.ts';
import { useMembers } from '../../graphql/use-members.ts';
import { explainError } from '../../lib/explain-error.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './details-panel.module.css';
import { MemberRow } from './MemberRow.tsx';

const filterFrom = 12;

/** The people of a group; a field narrows the list once it is long. */
export function MemberList({ conversation }: { conversation: ConversationDetail }): ReactNode {
  const { status, members, remove } = useMembers(conversation.id);
  const [filter, setFilter] = useState('');
  const [leaving, setLeaving] = useState<MemberItem>();
  const shown = members.filter(({ person }) => matchesSearch(`${person.displayName} ${person.username}`, filter));

  if (status === 'error') return <Notice icon="alert" title={t('details.membersError')} role="alert" />;
  return (
    <section className={styles.members} aria-labelledby="members">
      <h3 id="members" className={styles.heading}>
        {t('details.members')}
      </h3>
      {members.length > filterFrom && <FilterField label={t('details.filterMembers')} value={filter} onChange={setFilter} />}
      <ul>
        {shown.map((member) => (
          <MemberRow key={member.person.id} member={member} canRemove={conversation.canRemoveMembers} onRemove={setLeaving} />
        ))}
      </ul>
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('details.removeTitle', { name: leaving.person.displayName })}
          hint={t('details.removeHint')}
          confirmLabel={t('details.removeSubmit')}
          onConfirm={() => remove(leaving.person.id)}
          onClose={() => setLeaving(undefined)}
          explain={explainError}
        />
      )}
    </section>
  );
}
