import { memo, type ReactNode } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { t } from '../../lib/translate.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import styles from './conversation-list.module.css';
import type { ConversationMenus } from './use-conversation-menu.ts';

interface ConversationEntryProps {
  conversation: ConversationItem;
  isOpen: boolean;
  isTabStop: boolean;
  today: Date;
  menuOf: ConversationMenus['menuOf'];
}

function Entry({ conversation, menuOf, ...row }: ConversationEntryProps): ReactNode {
  return (
    <li className={styles.item}>
      <ContextMenu label={t('list.menu', { title: conversation.title })} menu={() => menuOf(conversation)}>
        <ConversationRow conversation={conversation} {...row} />
      </ContextMenu>
    </li>
  );
}

/** One conversation of the list with its menu; drawn again when something of it changes, not with each change of the list. */
export const ConversationEntry = memo(Entry);
