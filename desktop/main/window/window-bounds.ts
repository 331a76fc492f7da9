import type { Bounds, WindowPlace } from '../preferences/preferences-file.ts';

const FIRST = { width: 1_240, height: 820 } as const;
export const SMALLEST = { width: 360, height: 480 } as const;
/** So much of the title bar must be in reach of the pointer. */
const REACHABLE = { width: 120, height: 40 } as const;

/** Where the window opens: where it was, if that is still on a screen; else in the middle of the main one (the first of `screens`), as large as fits. */
export function openingBounds(
  remembered: WindowPlace | null,
  screens: readonly Bounds[],
): Partial<Bounds> & Pick<Bounds, 'width' | 'height'> {
  const bounds = remembered?.bounds;
  if (bounds !== undefined && screens.some((screen) => isReachable(bounds, screen))) return atLeastSmallest(bounds);
  const [main] = screens;
  const size = bounds ?? FIRST;
  return atLeastSmallest({
    width: Math.min(size.width, main?.width ?? size.width),
    height: Math.min(size.height, main?.height ?? size.height),
  });
}

function isReachable(window: Bounds, screen: Bounds): boolean {
  const right = Math.min(window.x + window.width, screen.x + screen.width);
  const isTopIn = window.y >= screen.y && window.y <= screen.y + screen.height - REACHABLE.height;
  return isTopIn && right - Math.max(window.x, screen.x) >= REACHABLE.width;
}

function atLeastSmallest<Size extends { width: number; height: number }>(size: Size): Size {
  return { ...size, width: Math.max(size.width, SMALLEST.width), height: Math.max(size.height, SMALLEST.height) };
}
