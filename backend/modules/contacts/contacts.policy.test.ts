import { describe, expect, it } from 'vitest';
import {
  afterRequest,
  canAnswer,
  type DirectPolicy,
  mayAddToGroup,
  type PeopleRefusal,
  type PeopleStanding,
  requestRefusal,
  startRefusal,
} from './contacts.policy.ts';

const stranger: PeopleStanding = { isSelf: false, isBlocked: false, isBlocking: false, areContacts: false };
const contact = { ...stranger, areContacts: true };
const blocked = { ...stranger, isBlocked: true };
const blocking = { ...stranger, isBlocking: true };
const self = { ...stranger, isSelf: true };

describe('who may begin a direct conversation (PEOPLE-2, PEOPLE-3)', () => {
  it.each<[string, readonly [PeopleStanding, DirectPolicy, PeopleRefusal | null]]>([
    ['a stranger, where everyone may', [stranger, 'everyone', null]],
    ['a stranger, where contacts may', [stranger, 'contacts', 'not reachable']],
    ['a contact', [contact, 'contacts', null]],
    ['who is a contact no longer', [stranger, 'contacts', 'not reachable']],
    ['who is blocked', [blocked, 'everyone', 'not reachable']],
    ['who is blocked and was a contact', [{ ...blocked, areContacts: true }, 'contacts', 'not reachable']],
    ['who blocked the other one', [blocking, 'everyone', null]],
    ['oneself', [self, 'contacts', null]],
  ])('%s', (_name, [standing, policy, refusal]) => {
    expect(startRefusal(standing, policy)).toBe(refusal);
  });
});

describe('who may add to a group (PEOPLE-3)', () => {
  it.each([
    ['a stranger', stranger, true],
    ['who is blocked', blocked, false],
    ['who blocked the other one', blocking, true],
    ['oneself', self, true],
  ] as const)('%s', (_name, standing, isAllowed) => {
    expect(mayAddToGroup(standing)).toBe(isAllowed);
  });
});

describe('who may ask to be a contact (PEOPLE-2)', () => {
  it.each([
    ['a stranger', stranger, null],
    ['a contact', contact, null],
    ['who is blocked', blocked, 'not reachable'],
    ['who blocked the other one', blocking, 'blocking'],
    ['oneself', self, 'oneself'],
  ] as const)('%s', (_name, standing, refusal) => {
    expect(requestRefusal(standing)).toBe(refusal);
  });

  it.each([
    [null, 'REQUESTED', 'RECEIVED'],
    ['REQUESTED', 'REQUESTED', 'RECEIVED'],
    ['RECEIVED', 'ACCEPTED', 'ACCEPTED'],
    ['ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
  ] as const)('turns %s into %s and %s', (state, own, theirs) => {
    expect(afterRequest(state)).toEqual({ own, theirs });
  });

  it('lets only who was asked answer', () => {
    expect((['RECEIVED', 'REQUESTED', 'ACCEPTED', null] as const).map(canAnswer)).toEqual([true, false, false, false]);
  });
});
