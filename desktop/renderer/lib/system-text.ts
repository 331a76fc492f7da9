import { t } from './translate.ts';

/** What a system message tells, as the API gives it. */
export interface SystemFact {
  kind: keyof typeof SENTENCES;
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

interface Told {
  /** Who did it. */
  readonly actor: string;
  /** Whom it happened to, without who did it. */
  readonly people: string;
  /** What it is from now on. */
  readonly name: string;
}

const SENTENCES = {
  GROUP_CREATED: ({ actor, name }) => (name === '' ? t('system.createdUnnamed', { actor }) : t('system.created', { actor, name })),
  GROUP_RENAMED: ({ actor, name }) => t('system.renamed', { actor, name }),
  TOPIC_CHANGED: ({ actor, name }) => (name === '' ? t('system.topicGone', { actor }) : t('system.topic', { actor, name })),
  MEMBERS_ADDED: ({ actor, people }) => (people === '' ? t('system.joined', { actor }) : t('system.added', { actor, people })),
  MEMBER_JOINED: ({ actor }) => t('system.joinedAlone', { actor }),
  MEMBER_REMOVED: ({ actor, people }) => t('system.removed', { actor, people }),
  MEMBER_LEFT: ({ actor }) => t('system.left', { actor }),
  ROLE_CHANGED: ({ actor, people, name }) =>
    name === 'ADMIN' ? t('system.promoted', { actor, people }) : t('system.demoted', { actor, people }),
  OWNER_CHANGED: ({ people }) => t('system.owner', { people }),
  PERMISSIONS_CHANGED: ({ actor }) => t('system.permissions', { actor }),
  VISIBILITY_CHANGED: ({ actor, name }) => (name === 'PUBLIC' ? t('system.public', { actor }) : t('system.private', { actor })),
  MESSAGE_PINNED: ({ actor }) => t('system.pinned', { actor }),
  OTHER: ({ actor }) => t('system.other', { actor }),
} as const satisfies Readonly<Record<string, (told: Told) => string>>;

/** The sentence of a system message. */
export function systemText({ kind, actor, users, name }: SystemFact): string {
  const others = users.filter((user) => user.id !== actor.id);
  // A server of a later version tells of what this page does not know yet.
  const sentence = SENTENCES[kind] ?? SENTENCES.OTHER;
  return sentence({ actor: actor.displayName, people: nameList(others.map((user) => user.displayName)), name: name ?? '' });
}
