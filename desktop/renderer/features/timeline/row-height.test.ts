import { describe, expect, it } from 'vitest';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { lettersPerLine, roughHeight } from './row-height.ts';

const ana = { id: 'ana', username: 'ana', displayName: 'Ana' };
const message = (given: Partial<TimelineMessage>) => ({ kind: 'TEXT', sender: ana, text: '', reactions: [], ...given }) as TimelineMessage;
const LETTERS = lettersPerLine(600);

describe('the height of a row before it is drawn', () => {
  const first = message({ text: 'one' });
  const oneLine = roughHeight(message({ text: 'two' }), first, LETTERS);

  it('grows with each line, written or wrapped', () => {
    const heightOf = (text: string) => roughHeight(message({ text }), first, LETTERS) - oneLine;
    const line = heightOf('a\nb');
    expect(line).toBeGreaterThan(0);
    expect(heightOf('a\n\nb\n')).toBe(3 * line);
    expect(heightOf('x'.repeat(LETTERS))).toBe(0);
    expect(heightOf('x'.repeat(LETTERS + 1))).toBe(line);
    expect(heightOf(`${'x'.repeat(2 * LETTERS)}\ny`)).toBe(2 * line);
    expect(heightOf('')).toBe(0);
  });

  it('has room for who wrote it, but after a message of the same person', () => {
    expect(roughHeight(first, undefined, LETTERS)).toBeGreaterThan(oneLine);
    expect(roughHeight(first, message({ sender: { ...ana, id: 'ben' } }), LETTERS)).toBeGreaterThan(oneLine);
    expect(roughHeight(first, message({ kind: 'SYSTEM' }), LETTERS)).toBeGreaterThan(oneLine);
  });

  it('has room for what stands below the words', () => {
    const reacted = message({ text: 'two', reactions: [{ emoji: '👍', userIds: ['ben'], isMine: false }] });
    expect(roughHeight(reacted, first, LETTERS)).toBeGreaterThan(oneLine);
  });
});

describe('the letters of a line', () => {
  it('are more in a wider window, up to what is read well, and never none', () => {
    expect(lettersPerLine(500)).toBeGreaterThan(lettersPerLine(360));
    expect(lettersPerLine(4_000)).toBe(lettersPerLine(1_200));
    expect(lettersPerLine(0)).toBeGreaterThan(0);
  });
});
