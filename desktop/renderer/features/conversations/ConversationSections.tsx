import { lazy, type ReactNode, Suspense, useId } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { t } from '../../lib/translate.ts';
import { useToday } from '../../ui/use-today.ts';
import { ConversationEntry } from './ConversationEntry.tsx';
import styles from './conversation-list.module.css';
import { useConversationMenu } from './use-conversation-menu.ts';

const MenuDialogs = lazy(async () => ({ default: (await import('./MenuDialogs.tsx')).MenuDialogs }));

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
              <ConversationEntry
                key={conversation.id}
                conversation={conversation}
                isOpen={conversation.id === openId}
                isTabStop={conversation === tabStop}
                today={today}
                menuOf={menuOf}
              />
            ))}
          </ul>
        </div>
      ))}
      <Suspense>{asking !== undefined && <MenuDialogs asking={asking} onClose={close} />}</Suspense>
    </div>
  );
}
