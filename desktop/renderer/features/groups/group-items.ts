import type { PublicGroupItem } from '../../graphql/use-public-groups.ts';
import { t } from '../../lib/translate.ts';
import type { SearchItem } from '../../ui/SearchList.tsx';

/** Public groups as rows to pick: what each is about, how many are in it, whether one is oneself. */
export const groupItems = (groups: readonly PublicGroupItem[]): SearchItem[] =>
  groups.map(({ id, name, topic, memberCount, isMember }) => ({
    id,
    name,
    isChosen: isMember,
    detail: [topic, t('conversation.members', { count: memberCount }), isMember && t('browse.joined')].filter(Boolean).join(' · '),
  }));
