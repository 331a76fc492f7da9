import { describe, expect, it } from 'vitest';
import { digestsOf } from '../test/model-digests.ts';
import { startWorld } from '../test/model-world.ts';
import { messageRow } from '../test/store-rows.ts';
import { digestOf, digestStretch } from './digest.ts';
import { toMessageRow } from './read-wire.ts';
import { sealed } from './seal.ts';

const conversationId = '7b0d2f7e-5f0a-4c55-9a5e-0d7a3d1b9c10';
const senderId = '1c1f6a44-8c3a-4b44-9a4e-9d6f0b1f7a01';
const message = (seq: number, changeSeq: number, text: string | null) =>
  messageRow(seq, { id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`, conversationId, changeSeq, senderId, text });

describe('digest', () => {
  it('is the one that docs/protocol.md gives as an example', () => {
    expect(digestOf([message(257, 257, 'Grüße 👋'), message(258, 301, null)])).toBe('c290c6af6560412c7150045e69cc92b6');
    expect(digestOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb924');
  });

  it('differs where anything of a message does, also what the server does not digest', () => {
    const rows = [messageRow(1), messageRow(2), messageRow(3)].map(sealed);
    const [first, second, third] = rows;
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three rows were made.');
    const others = [
      [first, third],
      [first, { ...second, text: 'text 2.' }, third],
      [first, { ...second, changeSeq: 9 }, third],
      [first, { ...second, id: 'another' }, third],
      [first, { ...second, senderId: 'cid' }, third],
      [first, { ...second, deletedAt: '2026-01-05T09:00:00.000000Z' }, third],
      [first, { ...second, reactions: [{ emoji: '👍', userIds: ['bob'] }] }, third],
      [...rows, messageRow(4)],
    ].map(digestOf);
    expect(others).not.toContain(digestOf(rows));
  });

  it('takes a row that was stored before rows had seals as it is', () => {
    expect(digestOf([messageRow(1)])).toBe(digestOf([sealed(messageRow(1))]));
  });
});

const rowsAt = (...seqs: number[]) => seqs.map((seq) => messageRow(seq));
const range = (from: number, to: number) => rowsAt(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
const NEWEST = { before: Number.MAX_SAFE_INTEGER, limit: 512 };

describe('a stretch of what a store holds', () => {
  it('has the blocks that lie whole in the page, and says where it goes on', () => {
    const held = { cursor: 1_000, window: { startSeq: 0, olderCursor: null }, messages: range(489, 1_000) };
    const stretch = digestStretch(held, NEWEST);
    expect(stretch).toEqual({
      cursor: 1_000,
      fromSeq: 512,
      digests: [digestOf(range(512, 767)), digestOf(range(768, 1_000))],
      next: 512,
    });
    const older = digestStretch({ ...held, messages: range(0, 511) }, { before: 512, limit: 512 });
    expect(older).toEqual({ cursor: 1_000, fromSeq: 0, digests: [digestOf(range(0, 255)), digestOf(range(256, 511))], next: 0 });
  });

  it('begins where the window does', () => {
    const held = { cursor: 300, window: { startSeq: 250, olderCursor: 'x' }, messages: range(250, 300) };
    expect(digestStretch(held, NEWEST)).toEqual({
      cursor: 300,
      fromSeq: 250,
      digests: [digestOf(range(250, 255)), digestOf(range(256, 300))],
      next: null,
    });
  });

  it('has blocks without messages too: they may have been lost', () => {
    const held = { cursor: 700, window: { startSeq: 0, olderCursor: null }, messages: rowsAt(3, 600) };
    expect(digestStretch(held, NEWEST).digests).toEqual([digestOf(rowsAt(3)), digestOf([]), digestOf(rowsAt(600))]);
  });

  it('ends where the one before it began, and is never longer than a question', () => {
    const held = { cursor: 100_000, window: { startSeq: 0, olderCursor: null }, messages: rowsAt(3) };
    const stretch = digestStretch(held, NEWEST);
    expect(stretch).toMatchObject({ fromSeq: 359 * 256, next: 359 * 256 });
    expect(stretch.digests.length).toBe(32);
    expect(digestStretch(held, { before: 359 * 256, limit: 512 })).toMatchObject({ fromSeq: 327 * 256, next: 327 * 256 });
  });

  it('reaches to a message that was acknowledged before its event came', () => {
    const held = { cursor: 255, window: { startSeq: 250, olderCursor: null }, messages: range(250, 256) };
    expect(digestStretch(held, NEWEST).digests).toEqual([digestOf(range(250, 255)), digestOf(rowsAt(256))]);
  });
});

it('agrees with the server of these tests', () => {
  const server = startWorld();
  for (const text of ['one', null, 'three']) server.send('ann', { conversationId: 'team', clientMessageId: `${text}`, text: text ?? '' });
  const held = server.get('team');
  const rows = held.messages.map(toMessageRow);
  expect(digestsOf(held, { conversationId: 'team', fromSeq: 0, blockCount: 1 }).digests).toEqual([digestOf(rows)]);
});
