import type { Person } from '../../../sync/records.ts';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { rank, ranked } from '../../lib/rank.ts';
import { t } from '../../lib/translate.ts';
import type { SearchItem, SearchSection } from '../../ui/SearchList.tsx';
import type { Command } from './command.ts';

const conversationsShown = 8;
const commandsShown = 6;

/** Typed first, it asks for commands alone. */
const commandSign = '>';

interface SwitcherInput {
  query: string;
  conversations: readonly ConversationItem[];
  people: readonly Person[];
  commands: readonly Command[];
}

/** Where a row of the switcher leads; the kind is part of the row's id. */
export function targetOf(itemId: string): { kind: 'conversation' | 'person' | 'command'; id: string } {
  const separator = itemId.indexOf(':');
  const named = itemId.slice(0, separator);
  const kind = named === 'person' || named === 'command' ? named : 'conversation';
  return { kind, id: itemId.slice(separator + 1) };
}

/** What people are looked for by: nothing while only commands are asked for. */
export function peopleQuery(query: string): string {
  return query.startsWith(commandSign) ? '' : query;
}

const searchable = ({ title, peer }: ConversationItem): string => `${title} ${peer?.username ?? ''}`;

const conversationRow = ({ id, title, peer, memberCount }: ConversationItem): SearchItem => ({
  id: `conversation:${id}`,
  avatarId: peer?.id ?? id,
  name: title,
  detail: peer ? `@${peer.username}` : t('conversation.members', { count: memberCount }),
});

const personRow = ({ id, displayName, username }: Person): SearchItem => ({
  id: `person:${id}`,
  avatarId: id,
  name: displayName,
  detail: `@${username}`,
});

const commandRow = ({ id, label, icon, shortcut }: Command): SearchItem => ({
  id: `command:${id}`,
  icon,
  name: label,
  ...(shortcut !== undefined && { shortcut }),
});

/**
 * What the switcher shows: conversations that fit, people without one among these, commands; those that fit best first. Nothing
 * typed gives the newest conversations, '>' the commands alone.
 */
export function switcherSections({ query, conversations, people, commands }: SwitcherInput): SearchSection[] {
  const isCommand = query.startsWith(commandSign);
  const wanted = isCommand ? query.slice(commandSign.length) : query;
  const isEmpty = wanted.trim() === '';
  const found = isCommand ? [] : ranked(conversations, wanted, searchable).slice(0, conversationsShown);
  const offered = isEmpty && !isCommand ? [] : ranked(commands, wanted, ({ label }) => label);
  const alreadyShown = new Set(found.map(({ peer }) => peer?.id));
  const others = isCommand ? [] : people.filter(({ id }) => !alreadyShown.has(id));
  const best = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => rank(text, wanted)));
  const commandsFirst = !isEmpty && best(offered.map(({ label }) => label)) > best(found.map(searchable));
  const talks = [
    { id: 'conversations', title: t('jump.conversations'), items: found.map(conversationRow) },
    { id: 'people', title: t('jump.people'), items: others.map(personRow) },
  ];
  const shown = isCommand ? offered : offered.slice(0, commandsShown);
  const doings = { id: 'commands', title: t('jump.commands'), items: shown.map(commandRow) };
  return commandsFirst ? [doings, ...talks] : [...talks, doings];
}
