import { describe, expect, it } from 'vitest';
import { highlight } from './highlighter.ts';

describe('code in colours', () => {
  it('says what each piece is', () => {
    expect(highlight('ts', "const a = 'x'; // y")).toEqual([
      { text: 'const', scope: 'keyword' },
      { text: ' a = ', scope: undefined },
      { text: "'x'", scope: 'string' },
      { text: '; ', scope: undefined },
      { text: '// y', scope: 'comment' },
    ]);
  });

  it.each(['ts', 'js', 'py', 'sh', 'html', 'yml', 'rs', 'sql', 'c++', 'json', 'diff', 'css'])(
    'loses nothing of a text in %s',
    (language) => {
      const text = `<a href="x">\${y}</a> def f(x): # c\n\tSELECT 1; 'q' /* */ -- \\ \u0000 👍`;
      const pieces = highlight(language, text) ?? [];
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    },
  );

  it('leaves a language that it does not know alone', () => {
    expect(highlight('brainfuck', '+++')).toBeUndefined();
  });
});
