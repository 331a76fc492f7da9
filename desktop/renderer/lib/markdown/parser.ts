import MarkdownItParser, { type MarkdownIt, type StateInline } from 'markdown-it';
import { linkify, safeHref } from '../linkify.ts';

/** Deeper nesting than any message means; what goes beyond it is shown as it was written. */
export const maxNesting = 24;

const schemeAtEnd = /(?:https?|mailto)$/i;
const word = /[^\s<>]+/y;

/** An address as it stands in a text is a link as a whole: its stars and underscores mark nothing. */
function bareLink(state: StateInline, silent: boolean): boolean {
  if (state.linkLevel > 0 || state.src[state.pos] !== ':') return false;
  const scheme = schemeAtEnd.exec(state.pending)?.[0];
  if (scheme === undefined) return false;
  word.lastIndex = state.pos - scheme.length;
  const [first] = linkify(word.exec(state.src)?.[0] ?? '');
  if (first?.href === undefined || first.text.length <= scheme.length + 1) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push('link_open', 'a', 1).attrs = [['href', first.href]];
    state.push('text', '', 0).content = first.text;
    state.push('link_close', 'a', -1);
  }
  state.pos += first.text.length - scheme.length;
  return true;
}

/** Asked about a line without a `>` below a quote, the last argument is true: it ends the quote. Otherwise it begins nothing. */
function endsQuote(...[, , , isAsking]: [state: unknown, startLine: number, endLine: number, isAsking: boolean]): boolean {
  return isAsking;
}

/**
 * The constructs that a message may use, and no other. There is no HTML, no picture, no heading: such text stays what it is. A quote ends with
 * the line that does not begin with `>`, as people expect in a conversation.
 */
function createParser(): MarkdownIt {
  const parser = new MarkdownItParser('zero', { breaks: true, maxNesting });
  parser.enable(['fence', 'blockquote', 'list', 'newline', 'escape', 'backticks', 'strikethrough', 'emphasis', 'link', 'autolink']);
  parser.block.ruler.before('paragraph', 'quoteEnd', endsQuote, { alt: ['blockquote'] });
  parser.inline.ruler.before('escape', 'bareLink', bareLink);
  parser.validateLink = (address) => safeHref(address) !== undefined;
  parser.normalizeLink = (address) => safeHref(address) ?? '';
  return parser;
}

export const parser = createParser();
