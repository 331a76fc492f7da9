import type { Locator } from '@playwright/test';

/** What was drawn of a list since one began to look. */
export interface DrawnRows {
  /** Rows that were there already and were drawn again. */
  readonly again: number;
  /** Rows that came. */
  readonly added: number;
}

/**
 * Watches which rows of a list React draws from now on, `selector` being the element of a row: each time that it draws one it gives it new
 * properties, which it keeps at the element. Gives the function that tells what was drawn.
 */
export async function watchRows(list: Locator, selector: string): Promise<() => Promise<DrawnRows>> {
  await list.evaluate((element, rowSelector) => {
    const propsOf = (row: Element): unknown => {
      const key = Object.keys(row).find((name) => name.startsWith('__reactProps$'));
      if (key === undefined) throw new Error('React does not keep properties at its elements any more: count in another way.');
      return (row as unknown as Record<string, unknown>)[key];
    };
    const now = () => new Map([...element.querySelectorAll(rowSelector)].map((row) => [row, propsOf(row)]));
    const before = now();
    const count = () => {
      const rows = [...now()];
      return {
        again: rows.filter(([row, props]) => before.has(row) && before.get(row) !== props).length,
        added: rows.filter(([row]) => !before.has(row)).length,
      };
    };
    Object.assign(element, { countDrawn: count });
  }, selector);
  return () => list.evaluate((element) => (element as unknown as { countDrawn: () => DrawnRows }).countDrawn());
}
