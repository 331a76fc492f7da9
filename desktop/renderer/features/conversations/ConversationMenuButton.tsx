import { lazy, type ReactNode, Suspense } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { t } from '../../lib/translate.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { useConversationMenu } from './use-conversation-menu.ts';

const MenuDialogs = lazy(async () => ({ default: (await import('./MenuDialogs.tsx')).MenuDialogs }));

/** The menu that a conversation has in the list, by a button: for who is in it, and who does not look for menus in lists. */
export function ConversationMenuButton({ conversation }: { conversation: ConversationItem }): ReactNode {
  const { menuOf, asking, close } = useConversationMenu();
  return (
    <>
      <MenuButton icon="more" label={t('list.menu', { title: conversation.title })} menu={() => menuOf(conversation)} />
      <Suspense>{asking !== undefined && <MenuDialogs asking={asking} onClose={close} />}</Suspense>
    </>
  );
}
