import type { Person } from '../../../sync/records.ts';
import type { EmojiItem } from '../../lib/emoji/emoji-item.ts';
import { inSkinTone, searchEmoji } from '../../lib/emoji/search-emoji.ts';
import { startsWithin } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';

/** Something that can stand for what was begun. */
export interface Suggestion {
  readonly id: string;
  /** What is written in its place; a space follows. */
  readonly insert: string;
  readonly label: string;
  readonly detail?: string;
  readonly emoji?: string;
  readonly person?: Person;
}

const suggestionCount = 8;

interface Mentionable {
  readonly people: readonly Person[];
  /** Whether everybody can be called at once. */
  readonly isGroup: boolean;
}

/** Whom a begun name may mean: those whose username begins with it, then those of whose names a word does, then everybody. */
export function mentionSuggestions({ people, isGroup }: Mentionable, query: string): readonly Suggestion[] {
  const wanted = query.toLowerCase();
  const byUsername = people.filter(({ username }) => username.startsWith(wanted));
  const byName = people.filter(({ username, displayName }) => !username.startsWith(wanted) && startsWithin(displayName, query));
  const found = [...byUsername, ...byName].map((person) => ({
    ...{ id: person.id, insert: `@${person.username}`, label: person.displayName, detail: `@${person.username}`, person },
  }));
  const everybody = [
    { id: 'all', insert: '@all', label: '@all', detail: t('composer.everybody') },
    { id: 'here', insert: '@here', label: '@here', detail: t('composer.everybodyHere') },
  ].filter(({ id }) => isGroup && id.startsWith(wanted));
  return [...found.slice(0, suggestionCount - everybody.length), ...everybody];
}

/** The emoji that a begun short code may mean. */
export function emojiSuggestions(items: readonly EmojiItem[], query: string, tone: number): readonly Suggestion[] {
  return searchEmoji(items, query, suggestionCount).map((item) => {
    const emoji = inSkinTone(item, tone);
    return { id: item.emoji, insert: emoji, label: `:${item.codes[0] ?? item.name}:`, emoji };
  });
}
