import { type ReactNode, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { MemberItem } from '../../graphql/member-item.ts';
import { useGroup } from '../../graphql/use-group.ts';
import { useMembers } from '../../graphql/use-members.ts';
import { explainError } from '../../lib/explain-error.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import styles from './details-panel.module.css';
import { MemberRow } from './MemberRow.tsx';
import { type MemberDeeds, memberEntries } from './member-entries.ts';

const filterFrom = 12;

/** The people of a group; a field narrows the list once it is long. */
export function MemberList({ conversation }: { conversation: ConversationDetail }): ReactNode {
  const { status, members, remove } = useMembers(conversation.id);
  const { setRole, transfer } = useGroup(conversation.id);
  const toasts = useToasts();
  const [filter, setFilter] = useState('');
  const [asked, setAsked] = useState<{ about: 'remove' | 'transfer'; member: MemberItem }>();
  const shown = members.filter(({ person }) => matchesSearch(`${person.displayName} ${person.username}`, filter));
  const deeds: MemberDeeds = {
    setRole: (member, role) => void setRole(member.person.id, role).catch((error: unknown) => toasts.show({ text: explainError(error) })),
    transfer: (member) => setAsked({ about: 'transfer', member }),
    remove: (member) => setAsked({ about: 'remove', member }),
  };

  if (status === 'error') return <Notice icon="alert" title={t('details.membersError')} role="alert" />;
  return (
    <section className={styles.members} aria-labelledby="members">
      <h3 id="members" className={styles.heading}>
        {t('details.members')}
      </h3>
      {members.length > filterFrom && <FilterField label={t('details.filterMembers')} value={filter} onChange={setFilter} />}
      <ul>
        {shown.map((member) => (
          <MemberRow key={member.person.id} member={member} entries={memberEntries(member, conversation, deeds)} />
        ))}
      </ul>
      {asked?.about === 'remove' && (
        <ConfirmDialog
          title={t('details.removeTitle', { name: asked.member.person.displayName })}
          hint={t('details.removeHint')}
          confirmLabel={t('details.removeSubmit')}
          onConfirm={() => remove(asked.member.person.id)}
          onClose={() => setAsked(undefined)}
          explain={explainError}
        />
      )}
      {asked?.about === 'transfer' && (
        <ConfirmDialog
          title={t('group.transferTitle', { name: asked.member.person.displayName })}
          hint={t('group.transferHint')}
          confirmLabel={t('group.transferSubmit')}
          onConfirm={() => transfer(asked.member.person.id)}
          onClose={() => setAsked(undefined)}
          explain={explainError}
        />
      )}
    </section>
  );
}
