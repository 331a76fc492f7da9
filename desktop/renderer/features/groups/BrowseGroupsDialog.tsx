import { type ReactNode, useState } from 'react';
import { useJoin } from '../../graphql/use-join.ts';
import { usePublicGroups } from '../../graphql/use-public-groups.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchList } from '../../ui/SearchList.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { groupItems } from './group-items.ts';

interface BrowseGroupsDialogProps {
  onClose: () => void;
  onOpen: (conversationId: string) => void;
}

/** Finds public groups and joins one at a press; one that the viewer is in opens (CONV-1). */
export function BrowseGroupsDialog({ onClose, onOpen }: BrowseGroupsDialogProps): ReactNode {
  const [query, setQuery] = useState('');
  const { status, groups } = usePublicGroups(query);
  const { join } = useJoin();
  const toasts = useToasts();

  async function pick(id: string) {
    if (groups.find((group) => group.id === id)?.isMember) return onOpen(id);
    try {
      onOpen(await join(id));
    } catch (error) {
      toasts.show({ text: explainError(error) });
    }
  }

  const nothing = query.trim() === '' ? t('browse.none') : t('browse.nothing', { query: query.trim() });
  return (
    <Dialog title={t('browse.title')} onClose={onClose}>
      <SearchList
        label={t('browse.search')}
        placeholder={t('browse.placeholder')}
        query={query}
        onQueryChange={setQuery}
        sections={[{ id: 'groups', items: groupItems(groups) }]}
        onPick={(id) => void pick(id)}
        empty={
          status === 'error' ? (
            <Notice icon="alert" title={t('browse.error')} role="alert" />
          ) : (
            status === 'ready' && <Notice icon="group" title={nothing} />
          )
        }
      />
    </Dialog>
  );
}
