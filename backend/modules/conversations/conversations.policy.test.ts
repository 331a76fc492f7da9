import { describe, expect, it } from 'vitest';
import { abilitiesOf, type ConversationAbilities, type Standing } from './conversations.policy.ts';

const NONE: ConversationAbilities = { send: false, addMembers: false, removeMembers: false, rename: false, leave: false };

const CASES: [string, Standing, Partial<ConversationAbilities>][] = [
  [
    'the owner of a group',
    { kind: 'GROUP', role: 'OWNER', leftSeq: null },
    { send: true, addMembers: true, removeMembers: true, rename: true, leave: true },
  ],
  ['a member of a group', { kind: 'GROUP', role: 'MEMBER', leftSeq: null }, { send: true, leave: true }],
  ['a former member', { kind: 'GROUP', role: 'MEMBER', leftSeq: 7 }, {}],
  ['a former owner', { kind: 'GROUP', role: 'OWNER', leftSeq: 7 }, {}],
  ['one of two', { kind: 'DIRECT', role: 'MEMBER', leftSeq: null }, { send: true }],
  ['one of two who were named owner', { kind: 'DIRECT', role: 'OWNER', leftSeq: null }, { send: true }],
  ['one of two whose membership ended', { kind: 'DIRECT', role: 'MEMBER', leftSeq: 7 }, {}],
];

describe('what a person may do in a conversation', () => {
  it.each(CASES)('%s', (_name, standing, allowed) => {
    expect(abilitiesOf(standing)).toEqual({ ...NONE, ...allowed });
  });
});
