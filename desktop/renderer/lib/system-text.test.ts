import { describe, expect, it } from 'vitest';
import { nameList, systemText } from './system-text.ts';

const ana = { id: 'a', displayName: 'Ana' };
const bo = { id: 'b', displayName: 'Bo' };

describe('nameList', () => {
  it('names three and counts the rest', () => {
    expect(nameList(['Ana'])).toBe('Ana');
    expect(nameList(['Ana', 'Bo'])).toBe('Ana and Bo');
    expect(nameList(['Ana', 'Bo', 'Cy', 'Di'])).toBe('Ana, Bo, Cy and 1 other');
    expect(nameList(['Ana', 'Bo', 'Cy', 'Di', 'Ed'])).toBe('Ana, Bo, Cy and 2 others');
  });
});

describe('systemText', () => {
  it.each([
    ['GROUP_CREATED', [], 'Lunch', 'Ana created the group “Lunch”'],
    ['GROUP_RENAMED', [], 'Supper', 'Ana named the group “Supper”'],
    ['MEMBERS_ADDED', [bo], undefined, 'Ana added Bo'],
    ['MEMBERS_ADDED', [ana], undefined, 'Ana joined'],
    ['MEMBER_REMOVED', [bo], undefined, 'Ana removed Bo'],
    ['MEMBER_LEFT', [ana], undefined, 'Ana left'],
    ['MEMBER_JOINED', [ana], null, 'Ana joined the group'],
    ['TOPIC_CHANGED', [], 'Food', 'Ana set the topic: Food'],
    ['TOPIC_CHANGED', [], null, 'Ana took the topic away'],
    ['ROLE_CHANGED', [bo], 'ADMIN', 'Ana made Bo an admin'],
    ['ROLE_CHANGED', [bo], 'MEMBER', 'Ana made Bo a member again'],
    ['OWNER_CHANGED', [bo], null, 'Bo owns the group now'],
    ['PERMISSIONS_CHANGED', [], null, 'Ana changed who may do what in the group'],
    ['VISIBILITY_CHANGED', [], 'PUBLIC', 'Ana made the group public'],
    ['VISIBILITY_CHANGED', [], 'PRIVATE', 'Ana made the group private'],
    ['MESSAGE_PINNED', [], null, 'Ana pinned a message'],
    ['OTHER', [], null, 'Ana changed something here'],
    ['GROUP_FROZEN' as 'OTHER', [bo], 'solid', 'Ana changed something here'],
  ] as const)('tells %s of %j', (...[kind, users, name, expected]) => {
    expect(systemText({ kind, actor: ana, users, name })).toBe(expected);
  });
});
