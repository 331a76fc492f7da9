import { Parser } from 'htmlparser2';
import type { LinkPreview } from './message.ts';

const TITLE_MAX = 200;
const DESCRIPTION_MAX = 400;
const SITE_NAME_MAX = 80;
/** What would disturb the text around it: controls and marks of the writing direction. */
const DISTURBING = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** What a page says of itself in its head; null where it has no title. */
export function summarise(url: string, html: string): LinkPreview | null {
  const said = readHead(html);
  const title = tidy(said.get('og:title') ?? said.get('twitter:title') ?? said.get('title'), TITLE_MAX);
  if (title === null) return null;
  return {
    url,
    title,
    description: tidy(said.get('og:description') ?? said.get('description') ?? said.get('twitter:description'), DESCRIPTION_MAX),
    siteName: tidy(said.get('og:site_name'), SITE_NAME_MAX),
  };
}

/** The first of each, by name. */
function readHead(html: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  let isInTitle = false;
  const parser = new Parser({
    onopentag(name, { property, name: named, content }) {
      isInTitle = name === 'title' && !said.has('title');
      const key = (property ?? named)?.toLowerCase();
      if (name === 'meta' && key !== undefined && content !== undefined && !said.has(key)) said.set(key, content);
    },
    ontext(text) {
      if (isInTitle) said.set('title', (said.get('title') ?? '') + text);
    },
    onclosetag() {
      isInTitle = false;
    },
  });
  parser.end(html);
  return said;
}

function tidy(text: string | undefined, max: number): string | null {
  const plain = [...(text ?? '').toWellFormed().replace(DISTURBING, ' ').replace(/\s+/g, ' ').trim()];
  if (plain.length === 0) return null;
  return plain.length <= max ? plain.join('') : `${plain.slice(0, max - 1).join('')}…`;
}
