import type { Block, Inline } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

function inlineText(inline: Inline): string {
  switch (inline.type) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return ' ';
    case 'mention':
      return `@${inline.name}`;
    default:
      return inline.children.map(inlineText).join('');
  }
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.children.map(inlineText).join('');
    case 'codeBlock':
      return block.text;
    case 'quote':
      return block.children.map(blockText).join(' ');
    case 'list':
      return block.items.map((item) => item.map(blockText).join(' ')).join(' ');
  }
}

/** The words of a message on one line, without its markup: for quotes, lists and what is read out. */
export function plainText(text: string): string {
  return parseMarkdown(text).map(blockText).join(' ').replace(/\s+/g, ' ').trim();
}
