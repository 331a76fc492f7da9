import { type ReactNode, useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useConversations } from '../../graphql/use-conversations.ts';
import { useMessageActions } from '../../graphql/use-message-actions.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchList } from '../../ui/SearchList.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';

interface ForwardDialogProps {
  message: TimelineMessage;
  onClose: () => void;
}

/** Sends a message on to another conversation (MSG-2). */
export function ForwardDialog({ message, onClose }: ForwardDialogProps): ReactNode {
  const [query, setQuery] = useState('');
  const [hasFailed, setHasFailed] = useState(false);
  const { conversations } = useConversations();
  const { forward } = useMessageActions();
  const { show } = useToasts();
  const items = conversations
    .filter(({ title }) => matchesSearch(title, query))
    .map(({ id, title, peer }) => ({ id, name: title, ...(peer && { avatarId: peer.id, detail: `@${peer.username}` }) }));

  async function pick(id: string) {
    try {
      await forward(message, id);
      show({ text: t('message.forwardDone', { title: items.find((item) => item.id === id)?.name ?? '' }) });
      onClose();
    } catch {
      setHasFailed(true);
    }
  }

  return (
    <Dialog title={t('message.forwardTo')} onClose={onClose} place="top">
      {hasFailed && <Notice icon="alert" title={t('composer.notStored')} role="alert" />}
      <SearchList
        label={t('message.forwardSearch')}
        placeholder={t('message.forwardSearch')}
        query={query}
        onQueryChange={setQuery}
        sections={[{ id: 'conversations', items }]}
        onPick={(id) => void pick(id)}
        empty={<Notice icon="search" title={t('message.forwardNone', { query: query.trim() })} role="status" />}
      />
    </Dialog>
  );
}
