interface Span {
  index: number;
  start: number;
  end: number;
}

/**
 * The last row of which at least half lies in the window (RECEIPT-2), or, of a row taller than
 * the window, at least half the window. All in pixels of the list.
 */
export function lastHalfVisible(spans: readonly Span[], top: number, bottom: number): number | undefined {
  const seen = spans.filter(({ start, end }) => {
    const visible = Math.min(end, bottom) - Math.max(start, top);
    return visible >= Math.min(end - start, bottom - top) / 2;
  });
  return seen.at(-1)?.index;
}
