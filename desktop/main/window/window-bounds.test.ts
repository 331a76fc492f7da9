import { describe, expect, it } from 'vitest';
import { openingBounds } from './window-bounds.ts';

const MAIN = { x: 0, y: 25, width: 1_440, height: 875 };
const SECOND = { x: 1_440, y: 0, width: 1_920, height: 1_080 };
const SIZE = { width: 900, height: 700 };
const at = (x: number, y: number, size = SIZE) => ({ bounds: { x, y, ...size }, isMaximised: false });

describe('where the window opens', () => {
  it('is the middle of the main screen, at the first start', () => {
    expect(openingBounds(null, [MAIN])).toEqual({ width: 1_240, height: 820 });
    expect(openingBounds(null, [{ x: 0, y: 0, width: 1_024, height: 600 }])).toEqual({ width: 1_024, height: 600 });
    expect(openingBounds(null, [])).toEqual({ width: 1_240, height: 820 });
  });

  it('is where it was, on whichever screen', () => {
    expect(openingBounds(at(100, 100), [MAIN])).toEqual({ x: 100, y: 100, width: 900, height: 700 });
    expect(openingBounds(at(2_000, 10), [MAIN, SECOND])).toEqual({ x: 2_000, y: 10, width: 900, height: 700 });
    // Half out at the side is where some people keep it.
    expect(openingBounds(at(-700, 100), [MAIN])).toEqual({ x: -700, y: 100, width: 900, height: 700 });
  });

  it('is a screen that still exists, in the size that it had', () => {
    expect(openingBounds(at(2_000, 10), [MAIN])).toEqual({ width: 900, height: 700 });
    expect(openingBounds(at(2_000, 10, { width: 1_900, height: 1_000 }), [MAIN])).toEqual({ width: 1_440, height: 875 });
  });

  it('has its title bar in reach', () => {
    expect(openingBounds(at(100, -300), [MAIN])).toEqual({ width: 900, height: 700 });
    expect(openingBounds(at(100, 890), [MAIN])).toEqual({ width: 900, height: 700 });
    expect(openingBounds(at(-850, 100), [MAIN])).toEqual({ width: 900, height: 700 });
  });

  it('is never too small to use', () => {
    expect(openingBounds(at(0, 25, { width: 200, height: 100 }), [MAIN])).toEqual({ x: 0, y: 25, width: 360, height: 480 });
  });
});
