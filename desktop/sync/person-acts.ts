import type { PeopleAct, PersonOperation } from './operation.ts';
import type { OutboxItem } from './outbox.ts';
import type { Block, Contact } from './viewer-item.ts';

/** What the viewer keeps of other people, by person; changed in place. */
interface Lists {
  readonly contacts: Map<string, Contact>;
  readonly blocks: Map<string, Block>;
}

/** Who it is about, and since when that will be. */
interface About extends Block {
  readonly userId: string;
}

const withState = ({ contacts }: Lists, { userId, ...about }: About, state: Contact['state']): void => {
  if (contacts.get(userId)?.state !== state) contacts.set(userId, { ...about, state });
};

/** What the server will make of each act; what it will refuse changes nothing. */
const acts: Readonly<Record<PeopleAct, (lists: Lists, about: About) => void>> = {
  requestContact: (lists, about) => {
    if (lists.blocks.has(about.userId)) return;
    const state = lists.contacts.get(about.userId)?.state ?? 'REQUESTED';
    withState(lists, about, state === 'REQUESTED' ? 'REQUESTED' : 'ACCEPTED');
  },
  acceptContact: (lists, about) => {
    if (lists.contacts.get(about.userId)?.state === 'RECEIVED') withState(lists, about, 'ACCEPTED');
  },
  declineContact: ({ contacts }, { userId }) => {
    if (contacts.get(userId)?.state === 'RECEIVED') contacts.delete(userId);
  },
  removeContact: ({ contacts }, { userId }) => {
    contacts.delete(userId);
  },
  blockUser: ({ contacts, blocks }, { userId, ...block }) => {
    contacts.delete(userId);
    if (!blocks.has(userId)) blocks.set(userId, block);
  },
  unblockUser: ({ blocks }, { userId }) => {
    blocks.delete(userId);
  },
};

/** Lays what waits in the outbox over the lists, in its order; what was refused is nothing. */
export function applyActs(lists: Lists, outbox: readonly OutboxItem[]): void {
  for (const { row } of outbox) {
    if (row.operation.type === 'person' && row.refusal === null) applyAct(lists, row.operation, row.createdAt);
  }
}

function applyAct(lists: Lists, { act, userId, username, displayName }: PersonOperation, since: string): void {
  acts[act](lists, { userId, since, username, displayName });
}
