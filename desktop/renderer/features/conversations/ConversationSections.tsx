import { type ReactNode, useId } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { t } from '../../lib/translate.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { useToday } from '../../ui/use-today.ts';
import { ConversationRow } from './ConversationRow.tsx';
import styles from './conversation-list.module.css';
import { MenuDialogs } from './MenuDialogs.tsx';
import { useConversationMenu } from './use-conversation-menu.ts';

interface ConversationSectionsProps {
  conversations: readonly ConversationItem[];
  openId: string | undefined;
  /** Whether pinned ones stand apart from the others. */
  isParted: boolean;
}

/** The rows of the list, each with its menu; pinned ones under a heading of their own. */
export function ConversationSections({ conversations, openId, isParted }: ConversationSectionsProps): ReactNode {
  const today = useToday();
  const headingId = useId();
  const { menuOf, asking, close } = useConversationMenu();
  const tabStop = conversations.find(({ id }) => id === openId) ?? conversations[0];
  const pinned = isParted ? conversations.filter(({ isPinned }) => isPinned) : [];
  const others = conversations.slice(pinned.length);
  const sections = [
    { id: 'pinned', title: t('list.pinned'), rows: pinned },
    { id: 'others', title: t('list.others'), rows: others },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <div className={styles.rows}>
      {sections.map(({ id, title, rows }) => (
        <div key={id}>
          {pinned.length > 0 && (
            <h2 id={`${headingId}${id}`} className={styles.section}>
              {title}
            </h2>
          )}
          <ul aria-labelledby={pinned.length > 0 ? `${headingId}${id}` : undefined}>
            {rows.map((conversation) => (
              <li key={conversation.id} className={styles.item}>
                <ContextMenu label={t('list.menu', { title: conversation.title })} menu={() => menuOf(conversation)}>
                  <ConversationRow
                    conversation={conversation}
                    isOpen={conversation.id === openId}
                    isTabStop={conversation === tabStop}
                    today={today}
                  />
                </ContextMenu>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {asking !== undefined && <MenuDialogs asking={asking} onClose={close} />}
    </div>
  );
}
