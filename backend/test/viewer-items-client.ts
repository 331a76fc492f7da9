import { type ApiResult, type Listener, query, request, type TestPerson } from './api-client.ts';
import type { TestServer } from './test-server.ts';

/** Everything that an item shows. */
export const ITEM_FIELDS = `{ kind key seq isRemoved
  conversation { pinnedAt mutedUntil archivedAt isMarkedUnread unreadFromSeq notificationLevel folderId } draft { text replyToSeq updatedAt }
  folder { name position } saved { conversationId seq savedAt } hidden { conversationId seq }
  thread { conversationId rootSeq isFollowed readSeq } }`;

const SET = `mutation ($input: SetViewerItemInput!) { setViewerItem(input: $input) ${ITEM_FIELDS} }`;

export interface Item {
  readonly kind: string;
  readonly key: string;
  readonly seq: number;
  readonly isRemoved: boolean;
  readonly conversation: object | null;
  readonly draft: { readonly text: string } | null;
  readonly folder: { readonly name: string } | null;
  readonly thread: { readonly isFollowed: boolean | null; readonly readSeq: number } | null;
}

export const trySetItem = (server: TestServer, { token }: { token?: string }, input: object): Promise<ApiResult<{ setViewerItem: Item }>> =>
  request(server, SET, token === undefined ? { variables: { input } } : { variables: { input }, token });

export async function setItem(server: TestServer, { token }: TestPerson, input: object): Promise<Item> {
  return (await query<{ setViewerItem: Item }>(server, SET, { variables: { input }, token })).setViewerItem;
}

export interface Changes {
  readonly items: readonly Item[];
  readonly seq: number;
  readonly hasMore: boolean;
}

const CHANGES = `query ($since: Int!, $limit: Int) { viewerChanges(since: $since, limit: $limit) { seq hasMore items ${ITEM_FIELDS} } }`;

/** `range`: the number after which, or that with the size of the page. */
export async function viewerChanges(
  server: TestServer,
  { token }: TestPerson,
  range: number | [since: number, limit: number],
): Promise<Changes> {
  const [since, limit] = typeof range === 'number' ? [range] : range;
  return (await query<{ viewerChanges: Changes }>(server, CHANGES, { variables: { since, limit }, token })).viewerChanges;
}

/** What a device that only listens hears of items, in order. */
export const itemsHeard = ({ events }: Listener): { seq: number; item: Item }[] =>
  events.flatMap((event) => (event.__typename === 'ViewerItemChanged' ? [event as unknown as { seq: number; item: Item }] : []));
