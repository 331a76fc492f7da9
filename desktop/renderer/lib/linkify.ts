export interface TextPart {
  text: string;
  /** Where a click goes; only http, https and mailto addresses ever stand here. */
  href?: string;
}

const candidates = /(?:https?:\/\/|mailto:)[^\s<>"'`\p{Cc}]+|\bwww\.[^\s<>"'`\p{Cc}]+\.[^\s<>"'`\p{Cc}]+/giu;
const safeProtocols = new Set(['http:', 'https:', 'mailto:']);
const sentenceEnd = /[.,:;!?…。、，！？»”’*_~]/u;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Takes off what ends the sentence rather than the address; a closing bracket stays if opened. */
function withoutTrailingPunctuation(candidate: string): string {
  const surplus = new Map<string, number>();
  let end = candidate.length;
  while (end > 0) {
    const sign = candidate.charAt(end - 1);
    const opener = closers[sign];
    if (opener !== undefined) {
      const unopened = surplus.get(sign) ?? count(candidate, sign) - count(candidate, opener);
      if (unopened <= 0) break;
      surplus.set(sign, unopened - 1);
    } else if (!sentenceEnd.test(sign)) {
      break;
    }
    end -= 1;
  }
  return candidate.slice(0, end);
}

/** Where an address leads; undefined for whatever is not http, https or mailto. */
export function safeHref(address: string): string | undefined {
  const absolute = /^www\./i.test(address) ? `https://${address}` : address;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  return safeProtocols.has(url.protocol) ? url.href : undefined;
}

/**
 * Cuts a text into plain parts and links. The parts put together are exactly the text.
 * No markup comes out of it: what to draw is the caller's.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let written = 0;
  for (const match of text.matchAll(candidates)) {
    const address = withoutTrailingPunctuation(match[0]);
    const href = safeHref(address);
    if (href === undefined) continue;
    if (match.index > written) parts.push({ text: text.slice(written, match.index) });
    parts.push({ text: address, href });
    written = match.index + address.length;
  }
  if (written < text.length) parts.push({ text: text.slice(written) });
  return parts;
}
