import { useEffect } from 'react';
import { useHost } from '../graphql/host-context.ts';
import { keepPage } from '../lib/page-worker.ts';
import { t } from '../lib/translate.ts';
import { useToasts } from '../ui/ToastProvider.tsx';

/** Keeps the page for a start without a network, and offers to change to a newer one; never changes it under the reader's hands. */
export function useNewerPage(): void {
  const toasts = useToasts();
  const { desktop } = useHost();
  useEffect(() => {
    // The app has the page's files and brings newer ones itself.
    if (desktop !== null) return;
    const offer = (change: () => void) =>
      toasts.show({ text: t('app.newer'), action: { label: t('app.reload'), onAction: change }, isLasting: true });
    // A browser may refuse to keep anything, in a private window for example; the page works all the same.
    keepPage(offer).catch(() => undefined);
  }, [toasts, desktop]);
}
