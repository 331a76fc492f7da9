import { createElement, type ReactNode } from 'react';
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

interface RichTextProps {
  blocks: readonly Block[];
  meantBy: MeantBy;
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

function drawInline(inline: Inline, meantBy: MeantBy): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'break':
      return '\n';
    case 'code':
      return createElement('code', { className: styles.code, dir: 'ltr' }, inline.text);
    case 'mention':
      return drawMention(inline.name, meantBy);
    case 'link': {
      const { href } = inline;
      const look = { className: styles.link, href, title: href, target: '_blank', rel: 'noopener noreferrer nofollow' };
      return createElement('a', look, ...drawInlines(inline.children, meantBy));
    }
    default:
      return createElement(spanTags[inline.type], undefined, ...drawInlines(inline.children, meantBy));
  }
}

function drawInlines(inlines: readonly Inline[], meantBy: MeantBy): ReactNode[] {
  return inlines.map((inline) => drawInline(inline, meantBy));
}

function drawBlock(block: Block, meantBy: MeantBy): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return createElement('div', { className: styles.paragraph, dir: 'auto' }, ...drawInlines(block.children, meantBy));
    case 'codeBlock':
      return createElement(CodeBlock, { language: block.language, text: block.text });
    case 'quote':
      return createElement('blockquote', { className: styles.quote }, ...drawBlocks(block.children, meantBy));
    case 'list': {
      const items = block.items.map((item) => createElement('li', undefined, ...drawBlocks(item, meantBy)));
      if (block.start === undefined) return createElement('ul', { className: styles.list }, ...items);
      return createElement('ol', { className: styles.list, start: block.start }, ...items);
    }
  }
}

function drawBlocks(blocks: readonly Block[], meantBy: MeantBy): ReactNode[] {
  return blocks.map((block) => drawBlock(block, meantBy));
}

/** A text with its markup drawn (MSG-1). Elements are made of the tree alone: nothing of the text is ever read as HTML. */
export function RichText({ blocks, meantBy, className }: RichTextProps): ReactNode {
  return createElement('div', { className: classNames(styles.text, className) }, ...drawBlocks(blocks, meantBy));
}
