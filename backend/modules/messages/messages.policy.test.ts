import { describe, expect, it } from 'vitest';
import { type Actor, type MessageAct, type MessageFacts, type MessageRefusal, refusalOf } from './messages.policy.ts';

const own: MessageFacts = { kind: 'TEXT', senderId: 'ann', ageMs: 60_000, isDeleted: false, isForwarded: false, poll: null };
const open: MessageFacts = { ...own, poll: { closedAt: null } };
const closed: MessageFacts = { ...own, poll: { closedAt: '2026-11-21T08:30:00.000000Z' } };

const actor = (userId: string, abilities: Partial<Actor['abilities']> = {}): Actor => ({
  userId,
  abilities: { pin: false, removeMembers: false, ...abilities },
});
const ann = actor('ann');
const bob = actor('bob');
const chair = actor('chair', { pin: true, removeMembers: true });

type Case = readonly [
  what: string,
  act: MessageAct,
  actor: Actor,
  message: MessageFacts,
  refusal: MessageRefusal | null,
  windowMs?: number,
];

const CASES: readonly Case[] = [
  ['one’s own is edited', 'edit', ann, own, null],
  ['one’s own is edited within the window', 'edit', ann, own, null, 60_000],
  ['one’s own is not edited after the window', 'edit', ann, own, 'too late', 59_999],
  ['nothing is edited with a window of no time', 'edit', ann, own, 'too late', 0],
  ['another’s is not edited', 'edit', bob, own, 'of another'],
  ['another’s is not edited by who leads the group', 'edit', chair, own, 'of another'],
  ['what another wrote first is not edited', 'edit', ann, { ...own, isForwarded: true }, 'forwarded'],
  ['a question that people answer is not edited', 'edit', ann, open, 'votes counted'],
  ['one’s own is deleted at any age', 'delete', ann, own, null, 0],
  ['another’s is not deleted', 'delete', bob, own, 'of another'],
  ['another’s is deleted by who may remove people', 'delete', chair, own, null],
  ['everybody reacts', 'react', bob, own, null],
  ['who may pin pins', 'pin', chair, own, null],
  ['who may not pin does not pin, not even their own', 'pin', ann, own, 'not permitted'],
  ['everybody votes in an open poll', 'vote', bob, open, null],
  ['nobody votes in a closed poll', 'vote', ann, closed, 'poll closed'],
  ['nobody votes where there is no poll', 'vote', ann, own, 'no poll'],
  ['who asked closes the poll', 'closePoll', ann, open, null],
  ['who may remove people closes the poll', 'closePoll', chair, open, null],
  ['others do not close the poll', 'closePoll', bob, open, 'of another'],
  ['where there is no poll none is closed', 'closePoll', ann, own, 'no poll'],
];

describe('what may be done to a message', () => {
  for (const [what, act, by, message, refusal, windowMs] of CASES) {
    it(what, () => expect(refusalOf(act, { actor: by, message, rules: { editWindowMs: windowMs ?? null } })).toBe(refusal));
  }

  it.each(['edit', 'delete', 'react', 'pin', 'vote', 'closePoll'] as const)('%s leaves what is deleted and what Parley tells', (act) => {
    const rules = { editWindowMs: null };
    expect(refusalOf(act, { actor: chair, message: { ...open, isDeleted: true }, rules })).toBe('deleted');
    expect(refusalOf(act, { actor: chair, message: { ...open, kind: 'SYSTEM' }, rules })).toBe('system');
  });
});
