import { describe, expect, it } from 'vitest';
import { type Format, formatOfKey, formatText, nextLineSign } from './format-text.ts';

/** A text in which `[` and `]` stand around what is selected. */
function selected(marked: string) {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return { text: marked.replace('[', '').replace(']', ''), start, end };
}

/** The text after a change, marked in the same way. */
function after(format: Format, marked: string): string {
  const before = selected(marked);
  const { from, to, insert, start, end } = formatText(format, before);
  const text = before.text.slice(0, from) + insert + before.text.slice(to);
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}

describe('formatting', () => {
  it.each<[Format, string, string]>([
    ['bold', 'say [hello] now', 'say **[hello]** now'],
    ['bold', 'say **[hello]** now', 'say [hello] now'],
    ['italic', '[]', '_[]_'],
    ['strike', '[a]', '~~[a]~~'],
    ['code', 'x [a b]', 'x `[a b]`'],
    ['quote', 'one\n[two\nthree]', 'one\n> two\n> three[]'],
    ['quote', '[> two\n> three]', 'two\nthree[]'],
    ['list', '[a\nb]', '- a\n- b[]'],
    ['numbers', '[a\nb]', '1. a\n2. b[]'],
    ['numbers', '[- a\n- b]', '1. a\n2. b[]'],
    ['codeBlock', 'see [x = 1]', 'see \n```\n[x = 1]\n```'],
    ['codeBlock', '[x]\ny', '```\n[x]\n```\ny'],
  ])('%s: %j becomes %j', (format, before, expected) => {
    expect(after(format, before)).toBe(expected);
  });

  it('of a link selects what is missing', () => {
    expect(formatText('link', { text: 'here', start: 0, end: 4 })).toEqual({
      from: 0,
      to: 4,
      insert: '[here](https://)',
      start: 7,
      end: 15,
    });
    expect(formatText('link', { text: 'https://a.org', start: 0, end: 13 })).toMatchObject({
      insert: '[](https://a.org)',
      start: 1,
      end: 1,
    });
  });
});

describe('keys', () => {
  const key = (name: string, modifiers: Partial<KeyboardEvent> = {}) => ({
    ...{ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
    ...modifiers,
  });

  it('ask for a format with Ctrl or Command', () => {
    expect(formatOfKey(key('b', { ctrlKey: true }))).toBe('bold');
    expect(formatOfKey(key('i', { metaKey: true }))).toBe('italic');
    expect(formatOfKey(key('X', { ctrlKey: true, shiftKey: true }))).toBe('strike');
  });

  it('alone write what they write', () => {
    expect(formatOfKey(key('b'))).toBeUndefined();
    expect(formatOfKey(key('b', { ctrlKey: true, altKey: true }))).toBeUndefined();
  });
});

describe('a new line', () => {
  it.each<[string, { sign: string; from: number } | undefined]>([
    ['plain', undefined],
    ['- a', { sign: '- ', from: 3 }],
    ['x\n9. a', { sign: '10. ', from: 6 }],
    ['> a', { sign: '> ', from: 3 }],
    ['- a\n- ', { sign: '', from: 4 }],
  ])('after %j', (text, expected) => {
    expect(nextLineSign(text, text.length)).toEqual(expected);
  });
});
