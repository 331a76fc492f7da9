import { query, type TestPerson } from './api-client.ts';
import type { TestServer } from './test-server.ts';

/** A person acting in a group. */
export interface Acting {
  readonly as: TestPerson;
  readonly conversationId: string;
}

const run = (server: TestServer, { as }: Acting, [text, variables]: [string, object]) =>
  query(server, text, { variables, token: as.token });

export const addToGroup = (server: TestServer, acting: Acting, people: readonly TestPerson[]) =>
  run(server, acting, [
    'mutation ($id: ID!, $userIds: [ID!]!) { addMembers(conversationId: $id, userIds: $userIds) { id } }',
    { id: acting.conversationId, userIds: people.map(({ id }) => id) },
  ]);

export const removeFromGroup = (server: TestServer, acting: Acting, person: TestPerson) =>
  run(server, acting, [
    'mutation ($id: ID!, $userId: ID!) { removeMember(conversationId: $id, userId: $userId) { id } }',
    { id: acting.conversationId, userId: person.id },
  ]);

export const renameGroup = (server: TestServer, acting: Acting, name: string) =>
  run(server, acting, [
    'mutation ($id: ID!, $name: String!) { renameGroup(conversationId: $id, name: $name) { id } }',
    { id: acting.conversationId, name },
  ]);

export const leaveGroup = (server: TestServer, acting: Acting) =>
  run(server, acting, ['mutation ($id: ID!) { leaveConversation(conversationId: $id) }', { id: acting.conversationId }]);

export const setTyping = (server: TestServer, acting: Acting, typing: boolean) =>
  run(server, acting, [
    'mutation ($id: ID!, $typing: Boolean!) { setTyping(conversationId: $id, typing: $typing) }',
    { id: acting.conversationId, typing },
  ]);

export const acknowledge = (server: TestServer, acting: Acting, marks: { deliveredSeq?: number; readSeq?: number }) =>
  query<{ acknowledge: { deliveredSeq: number; readSeq: number; unreadCount: number; mentionCount: number } }>(
    server,
    `mutation ($id: ID!, $deliveredSeq: Int, $readSeq: Int) {
      acknowledge(conversationId: $id, deliveredSeq: $deliveredSeq, readSeq: $readSeq) { deliveredSeq readSeq unreadCount mentionCount } }`,
    { variables: { id: acting.conversationId, ...marks }, token: acting.as.token },
  );

export const updateGroup = (server: TestServer, acting: Acting, changes: object) =>
  run(server, acting, [
    'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }',
    { input: { conversationId: acting.conversationId, ...changes } },
  ]);

export const setRole = (server: TestServer, acting: Acting, [person, role]: [TestPerson, 'ADMIN' | 'MEMBER']) =>
  run(server, acting, [
    'mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }',
    { input: { conversationId: acting.conversationId, userId: person.id, role } },
  ]);

export const transferGroup = (server: TestServer, acting: Acting, person: TestPerson) =>
  run(server, acting, [
    'mutation ($id: ID!, $userId: ID!) { transferOwnership(conversationId: $id, userId: $userId) { id } }',
    { id: acting.conversationId, userId: person.id },
  ]);

export const joinGroup = (server: TestServer, acting: Acting) =>
  run(server, acting, ['mutation ($id: ID!) { joinGroup(conversationId: $id) { id } }', { id: acting.conversationId }]);
