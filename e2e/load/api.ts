import type { Person } from './people.ts';

const CREATE_GROUP = 'mutation Group($input: CreateGroupInput!) { createGroup(input: $input) { id } }';

/** Makes a group through the API; the first of the people is its owner. */
export async function createGroup(port: number, people: readonly Person[], name: string): Promise<string> {
  const [owner, ...others] = people;
  if (owner === undefined) throw new Error('A group needs somebody.');
  const { createGroup: group } = await request<{ createGroup: { id: string } }>(port, owner.token, {
    query: CREATE_GROUP,
    variables: { input: { name, memberIds: others.map(({ id }) => id) } },
  });
  return group.id;
}

/** One operation over HTTP that must succeed. */
export async function request<T>(port: number, token: string, operation: { query: string; variables?: object }): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(operation),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(`${operation.query}: ${JSON.stringify(errors)}`);
  return data;
}
