import { useConversations } from '../../graphql/use-conversations.ts';
import { usePeopleSearch } from '../../graphql/use-people-search.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { openFilterOf } from './query-text.ts';

const SUGGESTIONS_MAX = 6;

export interface Suggestions {
  readonly title: string;
  readonly items: readonly Suggestion[];
}

interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
  /** What stands after the colon when it is chosen. */
  readonly value: string;
}

/** Whom or what the filter at the end of the query may mean; undefined while none is being typed. */
export function useSuggestions(query: string): Suggestions | undefined {
  const open = openFilterOf(query);
  const { conversations } = useConversations();
  const { people } = usePeopleSearch(open?.name === 'from' ? open.typed : '');
  if (open === undefined) return undefined;
  if (open.name === 'from') {
    const peers = conversations.flatMap(({ peer }) => peer ?? []);
    const shown = open.typed === '' ? peers : people;
    const items = shown.map(({ id, displayName, username }) => ({ id, name: displayName, detail: `@${username}`, value: username }));
    return { title: t('search.people'), items: items.slice(0, SUGGESTIONS_MAX) };
  }
  const fitting = conversations.filter(({ title, peer }) => matchesSearch(`${title} ${peer?.username ?? ''}`, open.typed));
  const items = fitting.map(({ id, title, peer, isSelf }) => ({
    id,
    name: title,
    value: peer && !isSelf ? `@${peer.username}` : isSelf ? id : title,
  }));
  return { title: t('search.conversations'), items: items.slice(0, SUGGESTIONS_MAX) };
}
