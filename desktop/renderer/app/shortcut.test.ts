import { describe, expect, it } from 'vitest';
import { neighbour, shortcutOf } from './shortcut.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('shortcutOf', () => {
  it.each([
    [{ ...none, key: 'k', ctrlKey: true }, 'jump'],
    [{ ...none, key: 'K', metaKey: true }, 'jump'],
    [{ ...none, key: 'ArrowDown', altKey: true }, 'next'],
    [{ ...none, key: 'ArrowUp', altKey: true }, 'previous'],
    [{ ...none, key: 'k' }, undefined],
    [{ ...none, key: 'ArrowUp' }, undefined],
    [{ ...none, key: 'ArrowUp', altKey: true, ctrlKey: true }, undefined],
  ])('reads %j as %s', (keys, expected) => {
    expect(shortcutOf(keys)).toBe(expected);
  });
});

describe('neighbour', () => {
  it('moves one step and stops at the ends', () => {
    const ids = ['a', 'b', 'c'];
    expect(neighbour(ids, 'b', 'next')).toBe('c');
    expect(neighbour(ids, 'b', 'previous')).toBe('a');
    expect(neighbour(ids, 'c', 'next')).toBeUndefined();
    expect(neighbour(ids, 'a', 'previous')).toBeUndefined();
    expect(neighbour(ids, undefined, 'previous')).toBe('a');
    expect(neighbour([], undefined, 'next')).toBeUndefined();
  });
});
