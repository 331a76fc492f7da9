import { randomUUID } from 'node:crypto';
import type { BadInputWorld, Table } from './bad-input.ts';
import { HALF, NO_IDS, NUL, WRONG_CURSORS, WRONG_IDS } from './bad-values.ts';

const INVALID = 'VALIDATION_ERROR';

const ACTS = ['requestContact', 'acceptContact', 'declineContact', 'removeContact', 'blockUser', 'unblockUser'] as const;

const act = (name: string) => `mutation ($userId: ID!) { ${name}(userId: $userId) { seq } }`;

/** Operations on people and what is said of them, by the names that the tables use. */
export const PEOPLE_DOCUMENTS = {
  requestContact: act('requestContact'),
  acceptContact: act('acceptContact'),
  declineContact: act('declineContact'),
  removeContact: act('removeContact'),
  blockUser: act('blockUser'),
  unblockUser: act('unblockUser'),
  profiles: 'query ($userIds: [ID!]!) { profiles(userIds: $userIds) { id } }',
  updateProfile: 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }',
  report: 'mutation ($input: ReportInput!) { report(input: $input) }',
  reports:
    'query ($status: ReportStatus, $first: Int, $after: String) { reports(status: $status, first: $first, after: $after) { edges { cursor } } }',
  resolveReport: 'mutation ($input: ResolveReportInput!) { resolveReport(input: $input) { id } }',
  createWorkspaceInvitation: 'mutation ($input: CreateWorkspaceInvitationInput!) { createWorkspaceInvitation(input: $input) { url } }',
  revokeWorkspaceInvitation: 'mutation ($id: ID!) { revokeWorkspaceInvitation(id: $id) }',
} as const;

type Name = keyof typeof PEOPLE_DOCUMENTS;

/** What one does about others, oneself, and what is wrong with others; the viewer owns the server. */
export const badPeople = ({ ids }: BadInputWorld): Record<Name, Table> => {
  const acts = (nobody: Table): Table => [
    ['nobody', {}, INVALID, 'userId'],
    ...WRONG_IDS.map(([name, userId]) => [`${name} for a person`, { userId }, INVALID, 'userId'] as const),
    ...NO_IDS.map(([name, userId]) => [`${name} for a person`, { userId }, INVALID, 'userId'] as const),
    ['oneself', { userId: ids.ann }, INVALID, 'userId'],
    ['a person who does not exist', { userId: randomUUID() }, 'NOT_FOUND', 'userId'],
    ['a conversation for a person', { userId: ids.group }, 'NOT_FOUND', 'userId'],
    ...nobody,
  ];
  const unasked: Table = [['who did not ask', { userId: ids.bob }, 'NOT_FOUND', 'userId']];
  const byName = Object.fromEntries(ACTS.map((name) => [name, acts(name === 'acceptContact' ? unasked : [])])) as Record<
    (typeof ACTS)[number],
    Table
  >;
  return { ...byName, ...badProfiles(ids), ...badReports(ids), ...badInvitations };
};

const badProfiles = (ids: BadInputWorld['ids']): Record<'profiles' | 'updateProfile', Table> => {
  const input = (rest: object) => ({ input: rest });
  return {
    profiles: [
      ['nobody', {}, INVALID, 'userIds'],
      ['a word among them', { userIds: [ids.bob, 'bob'] }, INVALID, 'userIds'],
      ['501 people', { userIds: Array.from({ length: 501 }, () => ids.bob) }, INVALID, 'userIds'],
    ],
    updateProfile: [
      ['no input', {}, INVALID, 'input'],
      ['a null name', input({ displayName: null }), INVALID, 'input.displayName'],
      ['spaces for a name', input({ displayName: ' \u00a0 ' }), INVALID, 'input.displayName'],
      ['NUL in the title', input({ title: NUL }), INVALID, 'input.title'],
      ['a line end in the title', input({ title: 'a\nb' }), INVALID, 'input.title'],
      ['a title of 81 characters', input({ title: '😀'.repeat(81) }), INVALID, 'input.title'],
      ['half a surrogate pair in the status', input({ statusText: HALF }), INVALID, 'input.statusText'],
      ['a status of 101 characters', input({ statusText: 'x'.repeat(101) }), INVALID, 'input.statusText'],
      ['a word for an emoji', input({ statusEmoji: 'train' }), INVALID, 'input.statusEmoji'],
      ['NUL for an emoji', input({ statusEmoji: NUL }), INVALID, 'input.statusEmoji'],
      ['no time zone', input({ timeZone: 'Mars/Olympus' }), INVALID, 'input.timeZone'],
      ['NUL for a time zone', input({ timeZone: NUL }), INVALID, 'input.timeZone'],
      ['an end in the past', input({ statusExpiresAt: '2020-01-01T00:00:00Z' }), INVALID, 'input.statusExpiresAt'],
      ['a word for the end', input({ statusExpiresAt: 'soon' }), INVALID, 'input.statusExpiresAt'],
      ['a good title beside a bad emoji', input({ title: 'x', statusEmoji: 'x' }), INVALID, 'input.statusEmoji'],
    ],
  };
};

const badReports = (ids: BadInputWorld['ids']): Record<'report' | 'reports' | 'resolveReport', Table> => {
  const input = (rest: object) => ({ input: { reason: 'SPAM', ...rest } });
  return {
    report: [
      ['nothing', input({}), INVALID, 'input.messageId'],
      ['a person and a message', input({ userId: ids.bob, messageId: ids.message }), INVALID, 'input.messageId'],
      ['a message of no conversation', input({ messageId: ids.message }), INVALID, 'input.conversationId'],
      ['a wrong reason', input({ userId: ids.bob, reason: 'BORED' }), INVALID, 'input.reason'],
      ['NUL in the note', input({ userId: ids.bob, note: NUL }), INVALID, 'input.note'],
      ['a note of 1,001 characters', input({ userId: ids.bob, note: 'x'.repeat(1_001) }), INVALID, 'input.note'],
      ['oneself', input({ userId: ids.ann }), INVALID, 'input.userId'],
      ['one’s own message', input({ conversationId: ids.group, messageId: ids.message }), INVALID, 'input.messageId'],
      ['a person who does not exist', input({ userId: randomUUID() }), 'NOT_FOUND', 'input.userId'],
      ['a message that does not exist', input({ conversationId: ids.group, messageId: randomUUID() }), 'NOT_FOUND', 'input.messageId'],
      [
        'a message of another conversation',
        input({ conversationId: ids.group, messageId: ids.evesMessage }),
        'NOT_FOUND',
        'input.messageId',
      ],
      [
        'other people’s message',
        input({ conversationId: ids.evesGroup, messageId: ids.evesMessage }),
        'NOT_IN_CONVERSATION',
        'input.conversationId',
      ],
    ],
    reports: [
      ['a status that is none', { status: 'LATER' }, INVALID, 'status'],
      ['101 of them', { first: 101 }, INVALID, 'first'],
      ...WRONG_CURSORS.map(([name, after]) => [`${name} for a cursor`, { after }, INVALID, 'after'] as const),
    ],
    resolveReport: [
      ['a word', { input: { id: 'it', status: 'RESOLVED' } }, INVALID, 'input.id'],
      ['to open it', { input: { id: randomUUID(), status: 'OPEN' } }, INVALID, 'input.status'],
      ['a report that does not exist', { input: { id: randomUUID(), status: 'DISMISSED' } }, 'NOT_FOUND', 'input.id'],
    ],
  };
};

const badInvitations: Record<'createWorkspaceInvitation' | 'revokeWorkspaceInvitation', Table> = {
  createWorkspaceInvitation: [
    ['no input', {}, INVALID, 'input'],
    ['no uses', { input: { maxUses: 0 } }, INVALID, 'input.maxUses'],
    ['10,001 uses', { input: { maxUses: 10_001 } }, INVALID, 'input.maxUses'],
    ['an end in the past', { input: { expiresAt: '2020-01-01T00:00:00Z' } }, INVALID, 'input.expiresAt'],
    ['an end in a thousand years', { input: { expiresAt: '3026-01-01T00:00:00Z' } }, INVALID, 'input.expiresAt'],
    ['a word for the end', { input: { expiresAt: 'soon' } }, INVALID, 'input.expiresAt'],
  ],
  revokeWorkspaceInvitation: [
    ['a word', { id: 'it' }, INVALID, 'id'],
    ['what does not exist', { id: randomUUID() }, 'NOT_FOUND', 'id'],
  ],
};
