import type { Block } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

const parsed = new WeakMap<object, readonly Block[]>();

/** The tree of a message's text, made once as long as the message is the same object: scrolling back and forth parses nothing again. */
export function markdownOf(message: { readonly text: string }): readonly Block[] {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const tree = parseMarkdown(message.text);
  parsed.set(message, tree);
  return tree;
}
