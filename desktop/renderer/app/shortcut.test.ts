import { describe, expect, it } from 'vitest';
import { keysOf, neighbour, shortcutOf, unreadNeighbour } from './shortcut.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('shortcutOf', () => {
  it.each([
    [{ ...none, key: 'k', ctrlKey: true }, 'jump'],
    [{ ...none, key: 'K', metaKey: true }, 'jump'],
    [{ ...none, key: 'F', ctrlKey: true, shiftKey: true }, 'search'],
    [{ ...none, key: 'f', ctrlKey: true }, undefined],
    [{ ...none, key: 'ArrowDown', altKey: true }, 'next'],
    [{ ...none, key: 'ArrowUp', altKey: true }, 'previous'],
    [{ ...none, key: 'ArrowUp', altKey: true, shiftKey: true }, 'previousUnread'],
    [{ ...none, key: ',', ctrlKey: true }, 'settings'],
    [{ ...none, key: '/', ctrlKey: true, shiftKey: true }, 'help'],
    [{ ...none, key: '?', shiftKey: true }, 'help'],
    [{ ...none, key: 'k' }, undefined],
    [{ ...none, key: 'k', ctrlKey: true, metaKey: true }, undefined],
    [{ ...none, key: 'ArrowUp' }, undefined],
    [{ ...none, key: 'ArrowUp', altKey: true, ctrlKey: true }, undefined],
  ])('reads %j as %s', (keys, expected) => {
    expect(shortcutOf(keys, false)).toBe(expected);
  });

  it('leaves a question mark to the text it is typed into', () => {
    expect(shortcutOf({ ...none, key: '?', shiftKey: true }, true)).toBeUndefined();
    expect(shortcutOf({ ...none, key: 'k', ctrlKey: true }, true)).toBe('jump');
  });
});

it('writes keys as they are on the keyboard', () => {
  expect([keysOf('search', false), keysOf('search', true), keysOf('next', false)]).toEqual(['Ctrl Shift F', '⌘ ⇧ F', 'Alt ↓']);
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

describe('unreadNeighbour', () => {
  const items = [1, 0, 2, 0].map((unreadCount, index) => ({ id: `${index}`, unreadCount }));

  it('goes from one unread to the next, and around the end', () => {
    expect(unreadNeighbour(items, undefined, 'next')).toBe('0');
    expect(unreadNeighbour(items, '0', 'next')).toBe('2');
    expect(unreadNeighbour(items, '2', 'next')).toBe('0');
    expect(unreadNeighbour(items, '1', 'previous')).toBe('0');
    expect(unreadNeighbour(items, '0', 'previous')).toBe('2');
  });

  it('goes nowhere when nothing else is unread', () => {
    expect(unreadNeighbour(items.slice(0, 2), '0', 'next')).toBeUndefined();
  });
});
