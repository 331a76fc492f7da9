import type { ConversationRow, MessageRow, ReceiptRow, ThreadRow } from '../sync/records.ts';
import type { Sync } from '../sync/sync.ts';
import type { TestClient } from './test-client.ts';

/** Whose presence the comparison asks for. */
export const WATCHED = ['ann', 'bob', 'cid', 'dan'] as const;

/** Members of the smallest group in which receipts are gathered (RECEIPT-1). */
const LARGE_GROUP = 10;

/** Shows everything there is, as a person would who opens each conversation, reads back to its first message and looks at its members. */
export async function showAll({ sync, platform }: Pick<TestClient, 'sync' | 'platform'>): Promise<void> {
  for (const userId of WATCHED) sync.presence.watch(userId);
  for (const { id } of conversationsOf(sync)) {
    sync.receipts.watch(id);
    await sync.history.open(id);
    while (sync.history.hasOlder(id)) await sync.history.loadOlder(id);
    await sync.history.openMembers(id);
  }
  await platform.advance(2_000);
}

/**
 * All that a client holds, in memory and in its store, as one text: the same state gives the same bytes. Two clients are compared after
 * `showAll`. Left out is only what a client may know and nothing shows: former members and people that nothing speaks of any more; up to where
 * the server knows that messages were delivered here; where exactly the read mark stands while nothing is unread; what was only delivered in a large
 * group, which is told to nobody.
 */
export async function heldBy(client: Pick<TestClient, 'sync' | 'store'>): Promise<string> {
  return canonical({ memory: inMemory(client.sync), store: await inStore(client) });
}

function inMemory(sync: Sync): unknown {
  const conversations = conversationsOf(sync).map((row) => {
    const members = (sync.replica.members(row.id).get() ?? []).filter(({ leftSeq }) => leftSeq === null);
    const timeline = sync.replica.timeline(row.id).get();
    const people = [...members.map(({ userId }) => userId), ...(timeline?.messages.map(({ senderId }) => senderId) ?? [])];
    return {
      row: shownOf(row),
      timeline,
      threads: threadsOf(timeline?.messages ?? [], [...sync.replica.threads(row.id).get().values()]),
      members: byText(members),
      receipts: receiptsIn(row, [...(sync.receipts.of(row.id).get()?.values() ?? [])]),
      people: [...new Set(people)].sort().map((id) => sync.replica.person(id) ?? null),
    };
  });
  return {
    conversations,
    presence: byText([...sync.presence.people.get()]),
    settings: sync.settings.state.get(),
    viewerItems: sync.viewerItems.state.get(),
  };
}

async function inStore({ store }: Pick<TestClient, 'store'>): Promise<unknown> {
  const { conversations, readMarks, drafts, settings, viewerItems } = await store.load();
  const rows = byText(conversations);
  const held = [];
  for (const row of rows) {
    const messages = await store.listMessages(row.id, { before: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER });
    held.push({
      row: shownOf(row),
      messages,
      threads: threadsOf(messages?.messages ?? [], await store.listThreads(row.id)),
      members: byText((await store.listMembers(row.id)).filter(({ leftSeq }) => leftSeq === null)),
      receipts: receiptsIn(row, await store.listReceipts(row.id)),
    });
  }
  return { held, readMarks, drafts, settings, viewerItems: { seq: viewerItems.seq, items: byText(viewerItems.items) } };
}

/** Threads can be known before the messages that began them. */
function threadsOf(messages: readonly MessageRow[], threads: readonly ThreadRow[]): ThreadRow[] {
  const held = new Set(messages.map(({ seq }) => seq));
  return byText(threads.filter(({ rootSeq }) => held.has(rootSeq)));
}

const shownOf = ({ deliveredSeq: _deliveredSeq, readSeq, ...row }: ConversationRow) => ({
  ...row,
  readSeq: row.unreadCount > 0 ? readSeq : null,
});

/** A client that asks later knows more of what was only delivered. */
function receiptsIn({ memberCount }: ConversationRow, receipts: readonly ReceiptRow[]): unknown[] {
  return memberCount < LARGE_GROUP ? byText(receipts) : byText(receipts.map(({ deliveredSeq: _deliveredSeq, ...read }) => read));
}

const conversationsOf = ({ replica }: Sync) => [...replica.conversations.get().values()].sort((a, b) => (a.id < b.id ? -1 : 1));

function byText<T>(values: readonly T[]): T[] {
  const texts = values.map((value) => [canonical(value), value] as const);
  return texts.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, value]) => value);
}

/** Rows never change, and most are held by memory and store alike. */
const known = new WeakMap<object, string>();

/** JSON whose objects have their fields in the order of the alphabet, a line each, so that a difference is easy to find. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const made = known.get(value) ?? written(value);
  known.set(value, made);
  return made;
}

function written(value: object): string {
  if (value instanceof Map) return canonical(byText([...value]));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',\n')}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `"${name}": ${canonical(field)}`).join(',\n')}}`;
}
