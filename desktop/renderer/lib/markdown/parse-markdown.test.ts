import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { plainText } from './plain-text.ts';

const text = (words: string): Inline => ({ type: 'text', text: words });
const paragraph = (...children: readonly Inline[]): Block => ({ type: 'paragraph', children });
const link = (href: string, words = href): Inline => ({ type: 'link', href, children: [text(words)] });

function linksOf(tree: readonly (Block | Inline)[]): string[] {
  return tree.flatMap((node) => {
    if (node.type === 'list') return node.items.flatMap(linksOf);
    const own = node.type === 'link' ? [node.href] : [];
    return 'children' in node ? [...own, ...linksOf(node.children)] : own;
  });
}

describe('a message without markup', () => {
  it.each([
    'hello',
    '  two  spaces \n\n\n and   lines ',
    'a - b, 1.5 + 2',
    '# not a heading',
    '---',
    '| a | b |',
    '1)no list',
    '&lt;b&gt;',
  ])('is kept as it is: %j', (words) => {
    expect(parseMarkdown(words)).toEqual([paragraph(text(words))]);
  });

  it('is nothing where nothing is written', () => {
    expect(parseMarkdown('')).toEqual([]);
  });
});

describe('markup within a line', () => {
  it.each<[string, Inline]>([
    ['**bold**', { type: 'strong', children: [text('bold')] }],
    ['*italic*', { type: 'emphasis', children: [text('italic')] }],
    ['_italic_', { type: 'emphasis', children: [text('italic')] }],
    ['~~gone~~', { type: 'strike', children: [text('gone')] }],
    ['`a*b*`', { type: 'code', text: 'a*b*' }],
    ['``a ` b``', { type: 'code', text: 'a ` b' }],
    ['**_both_**', { type: 'strong', children: [{ type: 'emphasis', children: [text('both')] }] }],
    ['[words](https://example.org/a)', link('https://example.org/a', 'words')],
    ['<https://example.org/a>', link('https://example.org/a')],
    ['https://example.org/a_b_c*d*e', link('https://example.org/a_b_c*d*e')],
  ])('%s', (source, inline) => {
    expect(parseMarkdown(source)).toEqual([paragraph(inline)]);
  });

  it('leaves the signs of a word inside alone', () => {
    expect(parseMarkdown('snake_case_name and 2 * 3 * 4')).toEqual([paragraph(text('snake_case_name and 2 * 3 * 4'))]);
  });

  it('keeps single line breaks', () => {
    expect(parseMarkdown('*a*\nb')).toEqual([paragraph({ type: 'emphasis', children: [text('a')] }, { type: 'break' }, text('b'))]);
  });

  it('takes a backslash for: this sign is meant', () => {
    expect(parseMarkdown('\\*not\\*')).toEqual([paragraph(text('*not*'))]);
  });

  it('makes an address bold with the stars around it', () => {
    expect(parseMarkdown('**https://example.org/**')).toEqual([paragraph({ type: 'strong', children: [link('https://example.org/')] })]);
  });
});

describe('blocks', () => {
  it('keeps the code between fences to the letter', () => {
    expect(parseMarkdown('see\n```TS extra\nif (a) {\n\n  **b**();\n}\n```\nend')).toEqual([
      paragraph(text('see')),
      { type: 'codeBlock', language: 'ts', text: 'if (a) {\n\n  **b**();\n}' },
      paragraph(text('end')),
    ]);
  });

  it('ends a quote with the first line that is not quoted', () => {
    expect(parseMarkdown('> one\n> *two*\nthree')).toEqual([
      { type: 'quote', children: [paragraph(text('one'), { type: 'break' }, { type: 'emphasis', children: [text('two')] })] },
      paragraph(text('three')),
    ]);
  });

  it('numbers a list from its first number', () => {
    expect(parseMarkdown('3. a\n4. b')).toEqual([{ type: 'list', start: 3, items: [[paragraph(text('a'))], [paragraph(text('b'))]] }]);
  });

  it('puts a list into an item of another', () => {
    expect(parseMarkdown('- a\n  - b')).toEqual([
      {
        type: 'list',
        start: undefined,
        items: [[paragraph(text('a')), { type: 'list', start: undefined, items: [[paragraph(text('b'))]] }]],
      },
    ]);
  });

  it('shows what is nested beyond all sense as it was written', () => {
    const deep = `${'> '.repeat(200)}bottom`;
    expect(parseMarkdown(deep)).toEqual([paragraph(text(deep))]);
  });
});

describe('the address of a link', () => {
  it('may be written as in the source of a page, and keeps names that mean nothing there', () => {
    expect(parseMarkdown('[x](https://example.org/?a=1&amp;b=&#50;&copy;=3)')).toEqual([
      paragraph(link('https://example.org/?a=1&b=2&copy;=3', 'x')),
    ]);
  });
});

describe('mentions', () => {
  it.each<[string, readonly Inline[]]>([
    ['@ann', [{ type: 'mention', name: 'ann' }]],
    ['hi @ann.', [text('hi '), { type: 'mention', name: 'ann.' }]],
    ['(@Bob) there', [text('('), { type: 'mention', name: 'Bob' }, text(') there')]],
    ['ann@example.org', [text('ann@example.org')]],
    ['`@ann`', [{ type: 'code', text: '@ann' }]],
  ])('%s', (source, children) => {
    expect(parseMarkdown(source)).toEqual([paragraph(...children)]);
  });

  it('are found within bold words, and not within a link', () => {
    expect(parseMarkdown('**@ann** [@bob](https://example.org)')).toEqual([
      paragraph({ type: 'strong', children: [{ type: 'mention', name: 'ann' }] }, text(' '), link('https://example.org/', '@bob')),
    ]);
  });
});

describe('what would do harm', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&#x6A&#x61&#x76&#x61script:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[x](file:///etc/passwd)',
    '[x](blob:null/1)',
    '[x](/relative)',
    '[x](//evil.example)',
    '[x]: javascript:alert(1)\n[x]',
    '<javascript:alert(1)>',
    '<data:text/html,x>',
    '![x](https://example.org/pixel.png "onerror=alert(1)")'.replace('https', 'javascript'),
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
  ])('leads nowhere: %j', (source) => {
    expect(linksOf(parseMarkdown(source))).toEqual([]);
  });

  it.each([
    ['<b>bold</b>', '<b>bold</b>'],
    ['`<script>`', '<script>'],
    ['> <iframe src=https://example.org/>', '<iframe src=https://example.org/>'],
  ])('HTML stays text: %j', (source, words) => {
    expect(plainText(source)).toBe(words);
  });

  it('gives links to safe addresses alone, for any text', () => {
    const piece = fc.constantFrom(
      ...['[', ']', '(', ')', '<', '>', '*', '_', '`', '~~', '\n', ' ', '- ', '> ', '1. ', '\\', '@ann', '&#106;', ':', '//', '```', '!'],
      ...['javascript:', 'data:', 'https://', 'http:', 'mailto:', 'www.', 'a.org', 'x', '\u0000', '\u202e', '👍'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const href of linksOf(parseMarkdown(pieces.join('')))) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['*a_ ', '[', '![', '`a', '> ', '- ', '<', '**', '[a](', 'http:', '\\', '*_`~', '@a', '((((', '1. '])(
    'comes to an end with 10,000 characters of %j',
    (piece) => {
      const source = piece.repeat(10_000 / piece.length);
      expect(plainText(source).length).toBeLessThanOrEqual(source.length);
    },
  );
});

describe('the words of a message on one line', () => {
  it('come without the markup', () => {
    expect(plainText('**Hi** `x`\n> quoted\n\n- a\n- [b](https://example.org)\n```js\nlet a;\n```')).toBe('Hi x quoted a b let a;');
  });
});
