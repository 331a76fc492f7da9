import type { Locator } from '@playwright/test';

/** Less is the room between rows. */
const GAP_PIXELS = 40;

/** Watches every frame of a scrolling list from now on. Gives the function that ends it and tells how long a gap was seen at the longest. */
export async function blankTimes(log: Locator): Promise<() => Promise<{ longestBlankMs: number; frames: number }>> {
  await log.evaluate((element, gapPixels) => {
    const report = { frames: 0, longestBlankMs: 0, isOver: false };
    let blankSince: number | undefined;
    const isBlank = () => {
      const window = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll('[data-index]')].map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      const isAtTop = element.querySelector('[data-index="0"]') !== null;
      let edge = isAtTop ? Math.max(window.top, rows[0]?.top ?? window.top) : window.top;
      for (const row of rows) {
        if (row.top - edge > gapPixels && edge < window.bottom) return true;
        edge = Math.max(edge, row.bottom);
      }
      return window.bottom - edge > gapPixels;
    };
    const look = (now: number) => {
      if (report.isOver) return;
      report.frames += 1;
      if (!isBlank()) blankSince = undefined;
      else {
        blankSince ??= now;
        report.longestBlankMs = Math.max(report.longestBlankMs, now - blankSince);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(element, { blankTimes: report });
  }, GAP_PIXELS);
  return () =>
    log.evaluate((element) => {
      const { blankTimes: report } = element as unknown as { blankTimes: { frames: number; longestBlankMs: number; isOver: boolean } };
      report.isOver = true;
      return { frames: report.frames, longestBlankMs: report.longestBlankMs };
    });
}
