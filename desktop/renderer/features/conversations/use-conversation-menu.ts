import { useCallback, useRef, useState } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { useFolders } from '../../graphql/use-folders.ts';
import { useConversationActions } from '../../graphql/use-preferences.ts';
import { t } from '../../lib/translate.ts';
import type { MenuSection } from '../../ui/menu-sections.ts';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { conversationMenu } from './conversation-menu.ts';

/** What a menu asks before it does it. */
export interface Asking {
  readonly what: 'folder' | 'leave';
  readonly conversation: ConversationItem;
}

export interface ConversationMenus {
  /** The menu of a conversation, as it is now; always the same function. */
  readonly menuOf: (conversation: ConversationItem) => readonly MenuSection[];
  readonly asking: Asking | undefined;
  readonly close: () => void;
}

/** The menus of conversations, wherever these are shown; `MenuDialogs` shows what they ask. */
export function useConversationMenu(): ConversationMenus {
  const [asking, setAsking] = useState<Asking>();
  const actions = useConversationActions();
  const { folders } = useFolders();
  const toasts = useToasts();

  function archive({ id, title, isPinned }: ConversationItem, isArchived: boolean) {
    void actions.archive(id, isArchived);
    if (!isArchived) return;
    const undo = async () => {
      await actions.archive(id, false);
      if (isPinned) await actions.pin(id, true);
    };
    toasts.show({ text: t('list.archiveDone', { title }), action: { label: t('toast.undo'), onAction: () => void undo() } });
  }

  const menuNow: ConversationMenus['menuOf'] = (conversation) =>
    conversationMenu(conversation, {
      actions,
      folders,
      archive,
      askName: () => setAsking({ what: 'folder', conversation }),
      askLeave: () => setAsking({ what: 'leave', conversation }),
    });
  const latest = useRef(menuNow);
  latest.current = menuNow;

  return {
    menuOf: useCallback((conversation) => latest.current(conversation), []),
    asking,
    close: () => setAsking(undefined),
  };
}
