import { type ApiResult, query, request, type TestPerson } from './api-client.ts';
import type { TestServer } from './test-server.ts';

export interface PersonItem {
  readonly kind: string;
  readonly key: string;
  readonly isRemoved: boolean;
  readonly contact: { readonly state: string; readonly user: { readonly displayName: string } } | null;
}

export type PeopleAct = 'requestContact' | 'acceptContact' | 'declineContact' | 'removeContact' | 'blockUser' | 'unblockUser';

/** One does something about the other; gives what came back, errors and all. */
export const tryTo = (server: TestServer, act: PeopleAct, { as, to }: { as: TestPerson; to: Pick<TestPerson, 'id'> }) =>
  request<Record<string, PersonItem>>(
    server,
    `mutation ($userId: ID!) { ${act}(userId: $userId) { kind key isRemoved contact { state user { displayName } } } }`,
    { variables: { userId: to.id }, token: as.token },
  );

/** Like `tryTo`, for what must succeed. */
export async function doTo(server: TestServer, act: PeopleAct, pair: { as: TestPerson; to: Pick<TestPerson, 'id'> }): Promise<PersonItem> {
  const { data, errors } = await tryTo(server, act, pair);
  const item = data?.[act];
  if (item === undefined) throw new Error(`${act}: ${JSON.stringify(errors)}`);
  return item;
}

/** Both are contacts of each other. */
export async function makeContacts(server: TestServer, one: TestPerson, other: TestPerson): Promise<void> {
  await doTo(server, 'requestContact', { as: one, to: other });
  await doTo(server, 'acceptContact', { as: other, to: one });
}

export const codeOf = ({ errors }: ApiResult<unknown>): string | undefined => errors?.[0]?.extensions.code;

/** What the person keeps of others: the ids by list. */
export async function listsOf(
  server: TestServer,
  { token }: TestPerson,
): Promise<{ contacts: string[]; requests: string[]; blocked: string[] }> {
  type List = { edges: { node: { key: string } }[] };
  const { viewer } = await query<{ viewer: { contacts: List; contactRequests: List; blocked: List } }>(
    server,
    '{ viewer { contacts { edges { node { key } } } contactRequests { edges { node { key } } } blocked { edges { node { key } } } } }',
    { token },
  );
  const keys = ({ edges }: List) => edges.map(({ node }) => node.key);
  return { contacts: keys(viewer.contacts), requests: keys(viewer.contactRequests), blocked: keys(viewer.blocked) };
}
