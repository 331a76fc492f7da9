import { withoutCode } from './mentions.ts';

/** The most links of one message that are looked up. */
const LINKS_MAX = 3;
const LINK = /\bhttps?:\/\/[^\s<>"`\\^{}|]{1,2000}/gi;
/** What stands behind a link rather than in it. */
const TAIL = /[.,;:!?'"*_~)\]]+$/;

/** The first links of a text outside code, each once, as they stand in it (MSG-1). */
export function findLinks(text: string): string[] {
  if (!text.includes('://')) return [];
  const links = [...withoutCode(text).matchAll(LINK)].map(([link]) => link.replace(TAIL, '')).filter((link) => URL.canParse(link));
  return [...new Set(links)].slice(0, LINKS_MAX);
}
