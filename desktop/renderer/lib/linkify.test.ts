import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap((part) => part.href ?? []);

describe('linkify', () => {
  it('cuts a sentence into words and links', () => {
    expect(linkify('see https://parley.example/a?b=1, please')).toEqual([
      { text: 'see ' },
      { text: 'https://parley.example/a?b=1', href: 'https://parley.example/a?b=1' },
      { text: ', please' },
    ]);
  });

  it.each([
    ['(https://example.org/wiki/Rust_(game))', 'https://example.org/wiki/Rust_(game)'],
    ['www.example.org.', 'https://www.example.org/'],
    ['mailto:ana@example.org!', 'mailto:ana@example.org'],
    ['読んで https://example.jp/日本。', 'https://example.jp/%E6%97%A5%E6%9C%AC'],
  ])('links %j to %j', (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//http',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x file:///etc/passwd ftp://example.org',
    'http://',
    'www.',
    'e.g. this.that',
  ])('leaves %j alone', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('keeps every character of any text, and links only safe addresses', () => {
    const pieces = fc.constantFrom('http://', 'https://a.b', 'www.', 'mailto:', '.', ')', '(', ' ', '\n', 'x', '😀', '<', 'javascript:');
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parts = linkify(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { href } of parts) if (href) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
      }),
    );
  });
});
