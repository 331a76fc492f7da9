import { describe, expect, it } from 'vitest';
import {
  abilitiesOf,
  type ConversationAbilities,
  DEFAULT_PERMISSIONS,
  type GroupPermissions,
  type MemberRole,
  mayRemove,
  type PermissionLevel,
} from './conversations.policy.ts';

const NONE: ConversationAbilities = {
  send: false,
  pin: false,
  leave: false,
  addMembers: false,
  invite: false,
  removeMembers: false,
  rename: false,
  editTopic: false,
  promote: false,
  transfer: false,
  setPermissions: false,
  makePublic: false,
};
const ALL = Object.fromEntries(Object.keys(NONE).map((ability) => [ability, true]));

const ROLES: readonly MemberRole[] = ['OWNER', 'ADMIN', 'MEMBER'];
const LEVELS: readonly PermissionLevel[] = ['OWNER', 'ADMINS', 'MEMBERS'];

const inGroup = (role: MemberRole, permissions: GroupPermissions = DEFAULT_PERMISSIONS) =>
  abilitiesOf({ kind: 'GROUP', permissions, role, leftSeq: null });

describe('what a person may do in a group that left its permissions as they were', () => {
  it.each<[MemberRole, Partial<ConversationAbilities>]>([
    ['OWNER', ALL],
    ['ADMIN', { ...ALL, promote: false, transfer: false, setPermissions: false, makePublic: false }],
    ['MEMBER', { send: true, leave: true }],
  ])('%s', (role, allowed) => {
    expect(inGroup(role)).toEqual({ ...NONE, ...allowed });
  });
});

describe('each permission decides over its abilities alone', () => {
  const RULED: readonly [keyof GroupPermissions, readonly (keyof ConversationAbilities)[]][] = [
    ['post', ['send']],
    ['invite', ['addMembers', 'invite']],
    ['pin', ['pin']],
    ['edit', ['rename', 'editTopic']],
  ];
  const MAY: Readonly<Record<PermissionLevel, readonly MemberRole[]>> = {
    OWNER: ['OWNER'],
    ADMINS: ['OWNER', 'ADMIN'],
    MEMBERS: ['OWNER', 'ADMIN', 'MEMBER'],
  };
  const cases = RULED.flatMap(([permission, abilities]) =>
    LEVELS.flatMap((level) => ROLES.map((role) => ({ permission, level, role, abilities }))),
  );
  it.each(cases)('$permission of $level for $role', ({ permission, level, role, abilities }) => {
    const expected = Object.fromEntries(abilities.map((ability) => [ability, MAY[level].includes(role)]));
    expect(inGroup(role, { ...DEFAULT_PERMISSIONS, [permission]: level })).toEqual({ ...inGroup(role), ...expected });
  });
});

describe('who left', () => {
  it.each(ROLES)('%s may do nothing, whatever the permissions', (role) => {
    for (const level of LEVELS) {
      const permissions = { post: level, invite: level, pin: level, edit: level };
      expect(abilitiesOf({ kind: 'GROUP', permissions, role, leftSeq: 7 })).toEqual(NONE);
      expect(abilitiesOf({ kind: 'DIRECT', permissions, role, leftSeq: 7 })).toEqual(NONE);
    }
  });
});

describe('one of two', () => {
  it.each(ROLES)('writes and pins as %s, whatever the permissions', (role) => {
    for (const level of LEVELS) {
      const permissions = { post: level, invite: level, pin: level, edit: level };
      expect(abilitiesOf({ kind: 'DIRECT', permissions, role, leftSeq: null })).toEqual({ ...NONE, send: true, pin: true });
    }
  });
});

describe('who may be removed by whom', () => {
  it.each<[MemberRole, readonly MemberRole[]]>([
    ['OWNER', ['OWNER', 'ADMIN', 'MEMBER']],
    ['ADMIN', ['MEMBER']],
    ['MEMBER', []],
  ])('%s removes %s', (role, removable) => {
    expect(ROLES.filter((target) => mayRemove(role, target))).toEqual(removable);
  });
});
