import type { Person } from '../../../sync/records.ts';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { matchesSearch, startsWithin } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';

const conversationsShown = 8;

interface SwitcherInput {
  query: string;
  conversations: readonly ConversationItem[];
  people: readonly Person[];
}

/** Where a row of the switcher leads; the kind is part of the row's id. */
export function targetOf(itemId: string): { kind: 'conversation' | 'person'; id: string } {
  const separator = itemId.indexOf(':');
  const kind = itemId.slice(0, separator) === 'person' ? 'person' : 'conversation';
  return { kind, id: itemId.slice(separator + 1) };
}

function searchable({ title, peer }: ConversationItem): string {
  return `${title} ${peer?.username ?? ''}`;
}

/** What the switcher shows: conversations that match, then people without one among these. */
export function switcherSections({ query, conversations, people }: SwitcherInput) {
  const begins = (conversation: ConversationItem) => Number(startsWithin(searchable(conversation), query));
  const found = conversations
    .filter((conversation) => matchesSearch(searchable(conversation), query))
    .sort((one, other) => begins(other) - begins(one))
    .slice(0, conversationsShown);
  const alreadyShown = new Set(found.map(({ peer }) => peer?.id));
  return [
    {
      id: 'conversations',
      title: t('jump.conversations'),
      items: found.map(({ id, title, peer, memberCount }) => ({
        id: `conversation:${id}`,
        avatarId: peer?.id ?? id,
        name: title,
        detail: peer ? `@${peer.username}` : t('conversation.members', { count: memberCount }),
      })),
    },
    {
      id: 'people',
      title: t('jump.people'),
      items: people
        .filter(({ id }) => !alreadyShown.has(id))
        .map(({ id, displayName, username }) => ({
          id: `person:${id}`,
          avatarId: id,
          name: displayName,
          detail: `@${username}`,
        })),
    },
  ];
}
