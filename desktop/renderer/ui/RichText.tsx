import { createElement, type ReactNode } from 'react';
import { asWritten, drawShortCodes, type EmojiOfCode } from '../lib/emoji/short-codes.ts';
import type { Block, Inline } from '../lib/markdown/markdown-tree.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { classNames } from './class-names.ts';
import styles from './rich-text.module.css';

/** Somebody who is meant by a name. */
export interface Meant {
  /** Whom the name stands for, shown while the pointer rests on it. */
  readonly title: string;
  /** It is the viewer, or everybody. */
  readonly isViewer: boolean;
}

/** Who is meant by a name in lower case; undefined for a word like any other. */
export type MeantBy = (name: string) => Meant | undefined;

interface Look {
  meantBy: MeantBy;
  /** Draws the short codes outside code. */
  emojiOfCode: EmojiOfCode;
  /** -1 while the links are reached in another way than by Tab. */
  linkTabIndex?: 0 | -1;
}

interface RichTextProps extends Look {
  blocks: readonly Block[];
  className?: string | undefined;
}

const spanTags = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** The end of a sentence may hang on a name, or belong to it. */
function drawMention(name: string, meantBy: MeantBy): ReactNode {
  const bare = name.replace(/[._-]+$/, '');
  const isWhole = meantBy(name.toLowerCase()) !== undefined;
  const meant = meantBy((isWhole ? name : bare).toLowerCase());
  if (meant === undefined) return `@${name}`;
  const chip = createElement(
    'span',
    { className: classNames(styles.mention, meant.isViewer && styles.own), title: meant.title },
    `@${isWhole ? name : bare}`,
  );
  return isWhole ? chip : createElement('span', undefined, chip, name.slice(bare.length));
}

function drawInline(inline: Inline, look: Look): ReactNode {
  switch (inline.type) {
    case 'text':
      return drawShortCodes(inline.text, look.emojiOfCode);
    case 'break':
      return '\n';
    case 'code':
      return createElement('code', { className: styles.code, dir: 'ltr' }, inline.text);
    case 'mention':
      return drawMention(inline.name, look.meantBy);
    case 'link': {
      const { href } = inline;
      const { linkTabIndex: tabIndex } = look;
      const props = { className: styles.link, href, tabIndex, title: href, target: '_blank', rel: 'noopener noreferrer nofollow' };
      return createElement('a', props, ...drawInlines(inline.children, { ...look, emojiOfCode: asWritten }));
    }
    default:
      return createElement(spanTags[inline.type], undefined, ...drawInlines(inline.children, look));
  }
}

function drawInlines(inlines: readonly Inline[], look: Look): ReactNode[] {
  return inlines.map((inline) => drawInline(inline, look));
}

function drawBlock(block: Block, look: Look): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return createElement('div', { className: styles.paragraph, dir: 'auto' }, ...drawInlines(block.children, look));
    case 'codeBlock':
      return createElement(CodeBlock, { language: block.language, text: block.text });
    case 'quote':
      return createElement('blockquote', { className: styles.quote }, ...drawBlocks(block.children, look));
    case 'list': {
      const items = block.items.map((item) => createElement('li', undefined, ...drawBlocks(item, look)));
      if (block.start === undefined) return createElement('ul', { className: styles.list }, ...items);
      return createElement('ol', { className: styles.list, start: block.start }, ...items);
    }
  }
}

function drawBlocks(blocks: readonly Block[], look: Look): ReactNode[] {
  return blocks.map((block) => drawBlock(block, look));
}

/** A text with its markup drawn (MSG-1). Elements are made of the tree alone: nothing of the text is ever read as HTML. */
export function RichText({ blocks, className, ...look }: RichTextProps): ReactNode {
  return createElement('div', { className: classNames(styles.text, className) }, ...drawBlocks(blocks, look));
}
