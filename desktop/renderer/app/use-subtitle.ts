import type { ConversationDetail } from '../graphql/conversation-item.ts';
import { usePresence } from '../graphql/use-presence.ts';
import { presenceText } from '../lib/presence-text.ts';
import { t } from '../lib/translate.ts';
import { useMinute } from '../ui/use-minute.ts';

/** The line below a conversation's title: whether the other person is here, or how many there are. */
export function useSubtitle({ kind, peer, isSelf, memberCount }: ConversationDetail): string {
  const presence = usePresence(isSelf ? undefined : peer?.id);
  const now = useMinute();
  if (isSelf) return t('conversation.notes');
  if (kind === 'GROUP' || !peer) return t('conversation.members', { count: memberCount });
  return (presence && presenceText(presence, now)) ?? `@${peer.username}`;
}
