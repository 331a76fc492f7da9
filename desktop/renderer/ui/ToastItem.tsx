import { type ReactNode, useEffect } from 'react';
import type { QueuedToast } from 'react-aria-components/Toast';
import { t } from '../lib/translate.ts';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './toast.module.css';
import type { Toast } from './toasts.ts';

interface ToastItemProps {
  toast: QueuedToast<Toast>;
  onClose: () => void;
}

/** One piece of news; its clock runs from when it is seen. */
export function ToastItem({ toast: { content, timer, timeout }, onClose }: ToastItemProps): ReactNode {
  useEffect(() => {
    if (timer === undefined || timeout === undefined) return;
    timer.reset(timeout);
    return () => timer.pause();
  }, [timer, timeout]);
  const { text, action } = content;
  return (
    <li className={styles.toast}>
      <p className={styles.text}>{text}</p>
      {action !== undefined && (
        <Button
          size="small"
          onPress={() => {
            action.onAction();
            onClose();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" size="small" label={t('toast.close')} onPress={onClose} placement="top" />
    </li>
  );
}
