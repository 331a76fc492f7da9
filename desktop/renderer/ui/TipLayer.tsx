import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { watchTips } from './watch-tips.ts';

const TipBubble = lazy(async () => ({ default: (await import('./TipBubble.tsx')).TipBubble }));

/** Shows the tip of whatever carries one (`tipProps`), one at a time, for the whole page: a button alone is much cheaper than one with a tip around it. */
export function TipLayer(): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => watchTips(setAnchor), []);
  return <Suspense>{anchor !== null && <TipBubble anchor={anchor} onClose={() => setAnchor(null)} />}</Suspense>;
}
