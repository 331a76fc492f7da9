/** The names that an address copied from a page's source may hold; all others stay as they were written, like everywhere in a message. */
const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/**
 * Stands for the function of that name in the package `entities`, whose table of 2,231 names weighs as much as the Markdown parser. The parser
 * asks for one entity at a time, numbers it decodes itself.
 */
export function decodeHTMLStrict(entity: string): string {
  return named[entity] ?? entity;
}
