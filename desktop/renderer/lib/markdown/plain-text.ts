import { asWritten, drawShortCodes, type EmojiOfCode } from '../emoji/short-codes.ts';
import type { Block, Inline } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

function inlineText(inline: Inline, emojiOfCode: EmojiOfCode): string {
  switch (inline.type) {
    case 'text':
      return drawShortCodes(inline.text, emojiOfCode);
    case 'code':
      return inline.text;
    case 'break':
      return ' ';
    case 'mention':
      return `@${inline.name}`;
    case 'link':
      return inline.children.map((child) => inlineText(child, asWritten)).join('');
    default:
      return inline.children.map((child) => inlineText(child, emojiOfCode)).join('');
  }
}

function blockText(block: Block, emojiOfCode: EmojiOfCode): string {
  switch (block.type) {
    case 'paragraph':
      return block.children.map((inline) => inlineText(inline, emojiOfCode)).join('');
    case 'codeBlock':
      return block.text;
    case 'quote':
      return block.children.map((child) => blockText(child, emojiOfCode)).join(' ');
    case 'list':
      return block.items
        .flat()
        .map((child) => blockText(child, emojiOfCode))
        .join(' ');
  }
}

/** The words of a message on one line, without its markup: for quotes, lists and what is read out. */
export function plainText(text: string, emojiOfCode: EmojiOfCode = asWritten): string {
  return parseMarkdown(text)
    .map((block) => blockText(block, emojiOfCode))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
