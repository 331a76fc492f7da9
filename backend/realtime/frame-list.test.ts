import { describe, expect, it } from 'vitest';
import { FrameList } from './frame-list.ts';

const [a, b, c] = ['a', 'bb', 'ccc'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

describe('frame list', () => {
  it('holds nothing at first', () => {
    expect(FrameList.EMPTY.byteLength).toBe(0);
    expect(FrameList.EMPTY.bytes()).toEqual(Buffer.alloc(0));
  });

  it('joins frames in the order they were added', () => {
    const list = FrameList.EMPTY.with(a).with(b).with(c);
    expect(list.bytes().toString()).toBe('abbccc');
    expect(list.byteLength).toBe(6);
  });

  it('gives sockets with the same frames the same list, joined once', () => {
    const [one, other] = [FrameList.EMPTY.with(a).with(b), FrameList.EMPTY.with(a).with(b)];
    expect(one).toBe(other);
    expect(one.bytes()).toBe(other.bytes());
  });

  it('does not copy a single frame', () => {
    expect(FrameList.EMPTY.with(a).bytes()).toBe(a);
  });

  it('keeps apart what differs in frames or order, and leaves what it grew from as it was', () => {
    const before = FrameList.EMPTY.with(a);
    const lists = [before.with(b), before.with(c), before.with(b).with(c), before.with(c).with(b), before];
    expect(lists.map((list) => list.bytes().toString())).toEqual(['abb', 'accc', 'abbccc', 'acccbb', 'a']);
  });

  it('takes the same frame twice', () => {
    expect(FrameList.EMPTY.with(a).with(a).bytes().toString()).toBe('aa');
  });
});
