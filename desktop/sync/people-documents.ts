import { PERSON, PROFILE } from './document-fields.ts';
import { VIEWER_ITEM } from './viewer-item-documents.ts';

/** The named people as they are now. */
export const PROFILES = `query Profiles($userIds: [ID!]!) { profiles(userIds: $userIds) ${PROFILE} }`;

/** Who took another name since. */
export const RENAMED_PEOPLE = `query RenamedPeople($after: DateTime!) { renamedPeople(after: $after) ${PERSON} }`;

export const UPDATE_PROFILE = `mutation UpdateProfile($input: UpdateProfileInput!) { updateProfile(input: $input) ${PROFILE} }`;

const act = (name: string) =>
  `mutation ${name}($userId: ID!, $clientOperationId: ID!) { item: ${name}(userId: $userId, clientOperationId: $clientOperationId) ${VIEWER_ITEM} }`;

/** What one does about another person; each gives the viewer's item about them. */
export const PEOPLE_ACTS = {
  requestContact: act('requestContact'),
  acceptContact: act('acceptContact'),
  declineContact: act('declineContact'),
  removeContact: act('removeContact'),
  blockUser: act('blockUser'),
  unblockUser: act('unblockUser'),
} as const;

export const REPORT = 'mutation Report($input: ReportInput!) { report(input: $input) }';
