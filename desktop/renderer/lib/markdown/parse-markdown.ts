import type { Token } from 'markdown-it';
import { linkify } from '../linkify.ts';
import type { Block, Inline } from './markdown-tree.ts';
import { maxNesting, parser } from './parser.ts';

/** Without any of these there is nothing to parse, and every space of the text is kept. */
const markup = /[*_~`[\\<]|^ {0,3}(?:>|(?:[-+]|\d{1,9}[.)])(?:\s|$))/m;

/** An @ that begins a word, and what a username may be made of (ID-1) behind it: as the server finds them. */
const mention = /(?<![\p{L}\p{N}\p{M}_.@/+-])@([a-z0-9._-]+)(?![\p{L}\p{N}\p{M}@])/giu;

/** The text of a message as a tree (MSG-1). Never throws; what is no markup is text. */
export function parseMarkdown(text: string): readonly Block[] {
  if (!markup.test(text)) return asWritten(text);
  const tokens = parser.parse(text, {});
  const isTooDeep = tokens.some(({ level }) => level >= maxNesting - 1);
  return isTooDeep ? asWritten(text) : new TreeBuilder(tokens).blocks();
}

function asWritten(text: string): readonly Block[] {
  return text === '' ? [] : [{ type: 'paragraph', children: addressesIn(text) }];
}

function addressesIn(text: string): Inline[] {
  return linkify(text).flatMap((part): Inline[] => {
    if (part.href === undefined) return mentionsIn(part.text);
    return [{ type: 'link', href: part.href, children: [{ type: 'text', text: part.text }] }];
  });
}

function mentionsIn(text: string): Inline[] {
  if (!text.includes('@')) return [{ type: 'text', text }];
  const parts: Inline[] = [];
  let written = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(mention)) {
    if (index > written) parts.push({ type: 'text', text: text.slice(written, index) });
    parts.push({ type: 'mention', name });
    written = index + whole.length;
  }
  if (written < text.length) parts.push({ type: 'text', text: text.slice(written) });
  return parts;
}

const spans = { strong_open: 'strong', em_open: 'emphasis', s_open: 'strike' } as const;

function isSpan(type: string): type is keyof typeof spans {
  return type in spans;
}

/** Reads the parser's flat list of tokens, in which an `…_open` is answered by its `…_close`. */
class TreeBuilder {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  blocks(): Block[] {
    const blocks: Block[] = [];
    for (let token = this.#next(); token !== undefined && token.nesting !== -1; token = this.#next()) {
      const block = this.#block(token);
      if (block !== undefined) blocks.push(block);
    }
    return blocks;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #block(token: Token): Block | undefined {
    switch (token.type) {
      case 'fence':
        return {
          type: 'codeBlock',
          language: token.info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '',
          text: token.content.replace(/\n$/, ''),
        };
      case 'blockquote_open':
        return { type: 'quote', children: this.blocks() };
      case 'bullet_list_open':
        return { type: 'list', start: undefined, items: this.#items() };
      case 'ordered_list_open':
        return { type: 'list', start: Number(token.attrGet('start') ?? 1), items: this.#items() };
      case 'inline':
        return { type: 'paragraph', children: new TreeBuilder(token.children ?? []).inlines() };
      case 'paragraph_open': {
        const [content] = this.blocks();
        return content;
      }
      default:
        return undefined;
    }
  }

  #items(): Block[][] {
    const items: Block[][] = [];
    for (let token = this.#next(); token !== undefined && token.nesting !== -1; token = this.#next()) items.push(this.blocks());
    return items;
  }

  inlines(isInLink = false): Inline[] {
    const inlines: Inline[] = [];
    for (let token = this.#next(); token !== undefined && token.nesting !== -1; token = this.#next()) {
      inlines.push(...this.#inline(token, isInLink));
    }
    return inlines;
  }

  #inline(token: Token, isInLink: boolean): Inline[] {
    if (isSpan(token.type)) return [{ type: spans[token.type], children: this.inlines(isInLink) }];
    switch (token.type) {
      case 'link_open':
        return [{ type: 'link', href: String(token.attrGet('href') ?? ''), children: this.inlines(true) }];
      case 'code_inline':
        return [{ type: 'code', text: token.content }];
      case 'softbreak':
      case 'hardbreak':
        return [{ type: 'break' }];
      default:
        if (token.content === '') return [];
        return isInLink ? [{ type: 'text', text: token.content }] : addressesIn(token.content);
    }
  }
}
