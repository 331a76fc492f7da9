import { t } from './translate.ts';

/** What a system message tells, as the API gives it. */
export interface SystemFact {
  kind: 'GROUP_CREATED' | 'GROUP_RENAMED' | 'MEMBERS_ADDED' | 'MEMBER_REMOVED' | 'MEMBER_LEFT';
  actor: { id: string; displayName: string };
  users: readonly { id: string; displayName: string }[];
  name?: string | null | undefined;
}

const namesShown = 3;

/** 'Ana', 'Ana and Bo', 'Ana, Bo and 5 others'. */
export function nameList(names: readonly string[]): string {
  const overflow = names.length - namesShown;
  const shown = overflow > 0 ? [...names.slice(0, namesShown), t('system.more', { count: overflow })] : [...names];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : t('app.and', { names: shown.join(', '), last });
}

/** The sentence of a system message. */
export function systemText({ kind, actor, users, name }: SystemFact): string {
  const others = users.filter((user) => user.id !== actor.id);
  const people = nameList(others.map((user) => user.displayName));
  const who = actor.displayName;
  switch (kind) {
    case 'GROUP_CREATED':
      return name ? t('system.created', { actor: who, name }) : t('system.createdUnnamed', { actor: who });
    case 'GROUP_RENAMED':
      return t('system.renamed', { actor: who, name: name ?? '' });
    case 'MEMBERS_ADDED':
      return others.length === 0 ? t('system.joined', { actor: who }) : t('system.added', { actor: who, people });
    case 'MEMBER_REMOVED':
      return t('system.removed', { actor: who, people });
    case 'MEMBER_LEFT':
      return t('system.left', { actor: who });
  }
}
