import type { ReactNode } from 'react';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { KeepingBanner } from './KeepingBanner.tsx';

/** What one should know of everything that is shown: above whatever is there, once. */
export function Banners(): ReactNode {
  return (
    <>
      <ConnectionBanner />
      <KeepingBanner />
    </>
  );
}
