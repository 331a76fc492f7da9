/** What a person is completing at the end of a search: whom, or where. */
export interface OpenFilter {
  readonly name: 'from' | 'in';
  /** What they typed of it. */
  readonly typed: string;
}

const OPEN_FILTER = /(?:^|\s)(from|in):("[^"]*|[^\s"]*)$/i;

/** The filter at the end of the query that is not finished; undefined for none. */
export function openFilterOf(query: string): OpenFilter | undefined {
  const [, name, typed = ''] = OPEN_FILTER.exec(query) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase() === 'from' ? 'from' : 'in', typed: typed.replace(/^["@]+/, '') };
}

/** The query with its unfinished filter finished, ready for the next word. */
export function finishFilter(query: string, value: string): string {
  const { length } = OPEN_FILTER.exec(query)?.[2] ?? '';
  const written = /\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  return `${query.slice(0, query.length - length)}${written} `;
}

const piecesOf = (query: string) => query.split(/\s+/).filter((piece) => piece !== '');

/** Whether the query holds a filter like `has:link`. */
export const hasFilter = (query: string, filter: string): boolean => piecesOf(query.toLowerCase()).includes(filter);

/** Puts a filter to the query, or takes it away. */
export function toggleFilter(query: string, filter: string): string {
  if (!hasFilter(query, filter)) return `${query.trimEnd()} ${filter} `.trimStart();
  const rest = query.replace(new RegExp(`(^|\\s)${filter}(?=\\s|$)`, 'gi'), '$1');
  return rest.replaceAll(/ {2,}/g, ' ').trimStart();
}

/** Begins a filter at the end of the query, for the suggestions to finish. */
export const beginFilter = (query: string, name: OpenFilter['name']): string => `${query.trimEnd()} ${name}:`.trimStart();
