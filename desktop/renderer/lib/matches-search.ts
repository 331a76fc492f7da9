/** Lower case without accents, for comparing. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLocaleLowerCase();
}

/** Whether every word of a query stands somewhere in a text; accents and case do not matter. */
export function matchesSearch(text: string, query: string): boolean {
  const haystack = fold(text);
  return fold(query)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Whether a word of a text begins with the query; such matches are the likelier ones. */
export function startsWithin(text: string, query: string): boolean {
  return ` ${fold(text)}`.includes(` ${fold(query.trim())}`);
}
