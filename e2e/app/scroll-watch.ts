import type { Locator } from '@playwright/test';

/** How much of the window of a scrolling list was empty, at worst, over the frames that were drawn. */
export interface BlankReport {
  readonly frames: number;
  /** Pixels between rows, or below them, that none covered. */
  readonly worstGap: number;
}

/** Looks at every frame that the page draws from now on. Gives the function that ends it and tells what was seen. */
export async function watchForBlanks(log: Locator): Promise<() => Promise<BlankReport>> {
  await log.evaluate((element) => {
    const report = { frames: 0, worstGap: 0, isOver: false };
    const gapIn = (window: DOMRect, rows: readonly DOMRect[], from: number) => {
      let [edge, gap] = [from, 0];
      for (const row of rows) [edge, gap] = [Math.max(edge, row.bottom), Math.max(gap, row.top - edge)];
      return Math.max(gap, window.bottom - edge);
    };
    const look = () => {
      if (report.isOver) return;
      const window = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll('[data-index]')].map((row) => row.getBoundingClientRect());
      const shown = rows.filter((row) => row.bottom > window.top && row.top < window.bottom).sort((a, b) => a.top - b.top);
      // What stands above the first row, the beginning or a spinner, is no gap.
      const isAtTop = element.querySelector('[data-index="0"]') !== null;
      const gap = gapIn(window, shown, isAtTop ? (shown[0]?.top ?? window.top) : window.top);
      report.frames += 1;
      report.worstGap = Math.max(report.worstGap, Math.round(gap));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(element, { blankReport: report });
  });
  return () =>
    log.evaluate((element) => {
      const { blankReport } = element as unknown as { blankReport: { frames: number; worstGap: number; isOver: boolean } };
      blankReport.isOver = true;
      return { frames: blankReport.frames, worstGap: blankReport.worstGap };
    });
}

/** Where the rows in sight stand once nothing moves any more: their words and their distance from the top of the window, in pixels. */
export async function rowsInSight(log: Locator): Promise<Map<string, number>> {
  const rows = await log.evaluate(async (element) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let last = Number.NaN; element.scrollTop !== last; await nextFrame()) last = element.scrollTop;
    const window = element.getBoundingClientRect();
    return [...element.querySelectorAll('article')].flatMap((article): [string, number][] => {
      const { top, bottom } = article.getBoundingClientRect();
      const words = article.querySelector('[dir=auto] > div')?.textContent ?? '';
      return bottom > window.top && top < window.bottom ? [[words, top - window.top]] : [];
    });
  });
  return new Map(rows);
}

/** Turns the wheel over the list, click by click. */
export async function wheel(log: Locator, { clicks, pixels }: { clicks: number; pixels: number }): Promise<void> {
  for (let click = 0; click < clicks; click += 1) await log.page().mouse.wheel(0, pixels);
}
