import type { ConversationItem } from '../../graphql/conversation-item.ts';

/** What of the conversations the list shows. */
export type ListView = 'all' | 'archived' | `folder:${string}`;

export const folderView = (folderId: string): ListView => `folder:${folderId}`;

/** Whether a conversation belongs to a view: one that is archived is in no other. */
export function isInView({ isArchived, folderId }: Pick<ConversationItem, 'isArchived' | 'folderId'>, view: ListView): boolean {
  if (view === 'archived') return isArchived;
  return !isArchived && (view === 'all' || view === `folder:${folderId}`);
}
