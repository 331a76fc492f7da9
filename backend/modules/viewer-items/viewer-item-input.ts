import { z } from 'zod';
import { invalid } from '../../errors.ts';
import { parseId, parseName, parseText } from '../../input.ts';
import { NO_PREFERENCES, type SetItemKind, type ViewerItemKind, type ViewerItemValues } from './viewer-item.ts';

const FOLDER_NAME_MAX = 40;
/** Of a draft, in characters: as many as a message has by default (MSG-1). */
const DRAFT_MAX = 10_000;
const DRAFT_KEY = /^([0-9a-f-]{36})(?::([1-9]\d{0,14}))?$/i;

/** A message that an item is about: it must be there. */
export interface MessagePlace {
  readonly messageId: string;
  readonly conversationId: string;
  readonly seq: number;
}

/** One change of an item, checked as far as it can be without the database. */
export interface ItemChange {
  readonly kind: SetItemKind;
  readonly key: string;
  /** The conversation that the item is about; null for none, and for a removal that need not name it. */
  readonly conversationId: string | null;
  readonly message: MessagePlace | null;
  /** The value that follows on the one that is held; null removes it. */
  readonly next: (held: ViewerItemValues[SetItemKind] | null) => ViewerItemValues[SetItemKind] | null;
}

/** The scalar made it what this server writes. */
const moment = z.string();
const seqNumber = z.int().min(1, 'A message has a number above 0.');
const mark = z.int().min(0, 'A sequence number is 0 or above.');
const id = z.string().transform((text, refusal) => {
  if (z.guid().safeParse(text).success) return text.toLowerCase();
  refusal.addIssue({ code: 'custom', message: 'This is not an id.' });
  return z.NEVER;
});

const preferences = z.object({
  pinnedAt: moment.nullable().optional(),
  mutedUntil: moment.nullable().optional(),
  archivedAt: moment.nullable().optional(),
  isMarkedUnread: z
    .boolean()
    .nullable()
    .transform((value) => value ?? false)
    .optional(),
  unreadFromSeq: seqNumber.nullable().optional(),
  notificationLevel: z.enum(['ALL', 'MENTIONS', 'NONE']).nullable().optional(),
  folderId: id.nullable().optional(),
});
const draft = z.object({
  text: z.string().refine((text) => [...text].length <= DRAFT_MAX, `A draft has at most ${DRAFT_MAX} characters.`),
  replyToSeq: seqNumber.nullable().default(null),
  updatedAt: moment,
});
const folder = z.object({ name: z.string(), position: z.number() });
const saved = z.object({ conversationId: id, seq: seqNumber, savedAt: moment });
const hidden = z.object({ conversationId: id, seq: seqNumber });
const thread = z.object({
  conversationId: id,
  rootSeq: seqNumber,
  isFollowed: z.boolean().nullable().optional(),
  readSeq: mark.nullable().optional(),
});

/** What a mutation gives: the kind, the key, and the value in the field of that kind; no value at all removes the item. */
export type RawItem = { readonly kind: ViewerItemKind; readonly key: string } & {
  readonly [Field in (typeof FIELDS)[SetItemKind]]?: unknown;
};

/** The field that holds the value of each kind. */
export const FIELDS = {
  CONVERSATION: 'conversation',
  DRAFT: 'draft',
  FOLDER: 'folder',
  SAVED: 'saved',
  HIDDEN: 'hidden',
  THREAD: 'thread',
} as const satisfies Record<SetItemKind, string>;

/** VALIDATION_ERROR with the field for a key or a value that is not of the kind, and for a value of another kind. */
export function parseItem(input: RawItem): ItemChange {
  const { kind } = input;
  if (kind === 'CONTACT' || kind === 'BLOCK') throw invalid('input.kind', 'Contacts and blocks have mutations of their own.');
  const field = FIELDS[kind];
  for (const other of Object.values(FIELDS)) {
    if (other !== field && input[other] != null)
      throw invalid(`input.${other}`, `An item of the kind ${kind} has its value in '${field}'.`);
  }
  const key = kind === 'DRAFT' ? parseDraftKey(input.key) : parseId('input.key', input.key);
  const value = input[field] ?? null;
  return value === null ? { ...removalOf(kind, key), kind, key } : { ...PARSERS[kind](key, value), kind, key };
}

type Parsed = Omit<ItemChange, 'kind' | 'key'>;

/** Nobody needs to be in a conversation to remove what they kept of it. */
const removalOf = (_kind: SetItemKind, _key: string): Parsed => ({ conversationId: null, message: null, next: () => null });

const PARSERS: Readonly<Record<SetItemKind, (key: string, value: unknown) => Parsed>> = {
  CONVERSATION(key, value) {
    const change = parsed(preferences, 'conversation', value);
    const given = Object.fromEntries(Object.entries(change).filter(([, part]) => part !== undefined));
    return { conversationId: key, message: null, next: (held) => ({ ...NO_PREFERENCES, ...held, ...given }) };
  },
  DRAFT(key, value) {
    const next = parsed(draft, 'draft', value);
    parseText('input.draft.text', next.text);
    return { conversationId: conversationOfDraft(key), message: null, next: () => next };
  },
  FOLDER(_key, value) {
    const { name, position } = parsed(folder, 'folder', value);
    const next = { name: parseName('input.folder.name', name, FOLDER_NAME_MAX), position };
    return { conversationId: null, message: null, next: () => next };
  },
  SAVED(key, value) {
    const next = parsed(saved, 'saved', value);
    return { conversationId: next.conversationId, message: { messageId: key, ...next }, next: () => next };
  },
  HIDDEN(key, value) {
    const next = parsed(hidden, 'hidden', value);
    return { conversationId: next.conversationId, message: { messageId: key, ...next }, next: () => next };
  },
  THREAD(key, value) {
    const { conversationId, rootSeq, isFollowed, readSeq } = parsed(thread, 'thread', value);
    return {
      conversationId,
      message: { messageId: key, conversationId, seq: rootSeq },
      next: (held) => {
        const before = held !== null && 'rootSeq' in held ? held : { isFollowed: null, readSeq: 0 };
        return {
          conversationId,
          rootSeq,
          isFollowed: isFollowed === undefined ? before.isFollowed : isFollowed,
          readSeq: Math.max(before.readSeq, readSeq ?? 0),
        };
      },
    };
  },
};

/** A conversation's id, followed by ':' and the number of the message that began a thread where the draft is a reply in one. */
function parseDraftKey(key: string): string {
  const [, conversationId, rootSeq] = DRAFT_KEY.exec(key) ?? [];
  const checked = parseId('input.key', conversationId ?? '');
  return rootSeq === undefined ? checked : `${checked}:${rootSeq}`;
}

const conversationOfDraft = (key: string): string => key.split(':')[0] ?? key;

function parsed<T>(schema: z.ZodType<T>, field: string, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(['input', field, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'This is not a value of the kind.');
}
