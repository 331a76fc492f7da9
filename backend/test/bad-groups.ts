import { randomUUID } from 'node:crypto';
import type { BadInputWorld, Table } from './bad-input.ts';
import { HALF, NUL, WRONG_IDS } from './bad-values.ts';

const INVALID = 'VALIDATION_ERROR';
const OUT = 'NOT_IN_CONVERSATION';

/** Operations on groups, by the names that the tables use. */
export const GROUP_DOCUMENTS = {
  updateGroup: 'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }',
  setMemberRole: 'mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { id } }',
  transferOwnership:
    'mutation ($conversationId: ID!, $userId: ID!) { transferOwnership(conversationId: $conversationId, userId: $userId) { id } }',
  joinGroup: 'mutation ($conversationId: ID!) { joinGroup(conversationId: $conversationId) { id } }',
  createInvitation: 'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url } }',
  revokeInvitation: 'mutation ($id: ID!) { revokeInvitation(id: $id) }',
  acceptInvitation: 'mutation ($token: String!) { acceptInvitation(token: $token) { id } }',
  invitations: 'query ($conversationId: ID!) { invitations(conversationId: $conversationId) { id } }',
  publicGroups:
    'query ($search: String, $first: Int, $after: String) { publicGroups(search: $search, first: $first, after: $after) { edges { cursor } } }',
} as const;

/** Acts on groups; the viewer owns `group`. */
export const badGroups = ({ ids }: BadInputWorld): Record<Exclude<keyof typeof GROUP_DOCUMENTS, Way>, Table> => {
  const group = (rest: object) => ({ input: { conversationId: ids.group, ...rest } });
  const role = (rest: object) => group({ userId: ids.bob, role: 'ADMIN', ...rest });
  return {
    updateGroup: [
      ['no group', { input: { name: 'x' } }, INVALID, 'input.conversationId'],
      ...WRONG_IDS.map(
        ([name, id]) => [`${name} for a group`, { input: { conversationId: id } }, INVALID, 'input.conversationId'] as const,
      ),
      ['an empty name', group({ name: '' }), INVALID, 'input.name'],
      ['NUL in the topic', group({ topic: NUL }), INVALID, 'input.topic'],
      ['half a surrogate pair in the topic', group({ topic: HALF }), INVALID, 'input.topic'],
      ['a topic of 251 characters', group({ topic: 'x'.repeat(251) }), INVALID, 'input.topic'],
      ['a word for public', group({ isPublic: 'yes' }), INVALID, 'input.isPublic'],
      ['a history that is none', group({ historyVisibility: 'SOME' }), INVALID, 'input.historyVisibility'],
      ['a level that is none', group({ permissions: { post: 'NOBODY' } }), INVALID, 'input.permissions.post'],
      ['a direct conversation', { input: { conversationId: ids.direct, topic: 'Us' } }, 'FORBIDDEN'],
      ['other people’s conversation', { input: { conversationId: ids.evesGroup, topic: 'Mine' } }, OUT, 'input.conversationId'],
    ],
    setMemberRole: [
      ['the role of an owner', role({ role: 'OWNER' }), INVALID, 'input.role'],
      ['no role', role({ role: null }), INVALID, 'input.role'],
      ['the owner', role({ userId: ids.ann }), INVALID, 'input.userId'],
      ['a stranger', role({ userId: ids.eve }), 'NOT_FOUND', 'input.userId'],
      ['other people’s conversation', role({ conversationId: ids.evesGroup }), OUT, 'input.conversationId'],
    ],
    transferOwnership: [
      ['a stranger', { conversationId: ids.group, userId: ids.eve }, 'NOT_FOUND', 'userId'],
      ['a word', { conversationId: ids.group, userId: 'bob' }, INVALID, 'userId'],
      ['a direct conversation', { conversationId: ids.direct, userId: ids.bob }, 'FORBIDDEN'],
      ['other people’s conversation', { conversationId: ids.evesGroup, userId: ids.bob }, OUT, 'conversationId'],
    ],
  };
};

type Way = 'joinGroup' | 'createInvitation' | 'revokeInvitation' | 'acceptInvitation' | 'invitations' | 'publicGroups';

/** Ways into groups; the viewer owns `group`. */
export const badWaysIn = ({ ids }: BadInputWorld): Record<Way, Table> => {
  const group = (rest: object) => ({ input: { conversationId: ids.group, ...rest } });
  return {
    joinGroup: [
      ['a word', { conversationId: 'it' }, INVALID, 'conversationId'],
      ['a private group', { conversationId: ids.evesGroup }, OUT, 'conversationId'],
      ['no group', { conversationId: randomUUID() }, OUT, 'conversationId'],
    ],
    createInvitation: [
      ['no time', group({ expiresInHours: 0 }), INVALID, 'input.expiresInHours'],
      ['2^31 hours', group({ expiresInHours: 2 ** 31 }), INVALID, 'input.expiresInHours'],
      ['a negative number of uses', group({ maxUses: -1 }), INVALID, 'input.maxUses'],
      ['a direct conversation', { input: { conversationId: ids.direct } }, 'FORBIDDEN'],
      ['other people’s conversation', { input: { conversationId: ids.evesGroup } }, OUT, 'input.conversationId'],
    ],
    revokeInvitation: [
      ['a word', { id: 'it' }, INVALID, 'id'],
      ['what does not exist', { id: randomUUID() }, 'NOT_FOUND', 'id'],
    ],
    acceptInvitation: [
      ['nothing', { token: '' }, 'NOT_FOUND', 'token'],
      ['NUL', { token: NUL }, 'NOT_FOUND', 'token'],
      ['a token that nobody made', { token: 'a'.repeat(22) }, 'NOT_FOUND', 'token'],
    ],
    invitations: [['other people’s conversation', { conversationId: ids.evesGroup }, OUT, 'conversationId']],
    publicGroups: [
      ['NUL', { search: NUL }, INVALID, 'search'],
      ['101 characters', { search: 'x'.repeat(101) }, INVALID, 'search'],
      ['a page of nothing', { first: 0 }, INVALID, 'first'],
      ['a cursor of nowhere', { after: 'nowhere' }, INVALID, 'after'],
    ],
  };
};
