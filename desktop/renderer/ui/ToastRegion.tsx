import { type ReactNode, useSyncExternalStore } from 'react';
import type { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { t } from '../lib/translate.ts';
import { ToastItem } from './ToastItem.tsx';
import styles from './toast.module.css';
import type { Toast } from './toasts.ts';

/**
 * Where news stands, above dialogs too. The library's own region reads news out at once and as dialogs; this one waits its turn.
 * Its list is there before the first news, without which screen readers miss that one.
 */
export function ToastRegion({ queue }: { queue: ToastQueue<Toast> }): ReactNode {
  const toasts = useSyncExternalStore(
    (onChange) => queue.subscribe(onChange),
    () => queue.visibleToasts,
  );
  const pause = () => queue.pauseAll();
  const resume = () => queue.resumeAll();
  return (
    <section
      className={styles.region}
      aria-label={t('toast.region')}
      data-react-aria-top-layer="true"
      onPointerEnter={pause}
      onPointerLeave={resume}
      onFocus={pause}
      onBlur={resume}
    >
      <ol className={styles.list} aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <ToastItem key={toast.key} toast={toast} onClose={() => queue.close(toast.key)} />
        ))}
      </ol>
    </section>
  );
}
