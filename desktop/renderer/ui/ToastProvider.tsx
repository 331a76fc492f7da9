import { createContext, type ReactNode, useContext, useState } from 'react';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { ToastRegion } from './ToastRegion.tsx';
import type { Toast, Toasts } from './toasts.ts';

const ToastContext = createContext<Toasts | null>(null);

/** Shows the news of everything below it, two at a time, the others when their turn comes. */
export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [queue] = useState(() => new ToastQueue<Toast>({ maxVisibleToasts: 2 }));
  const [toasts] = useState<Toasts>(() => ({
    show: (toast) => {
      const key = queue.add(toast, toast.isLasting ? {} : { timeout: SHOWN_MS });
      return () => queue.close(key);
    },
  }));
  return (
    <ToastContext value={toasts}>
      {children}
      <ToastRegion queue={queue} />
    </ToastContext>
  );
}

/** How long one is seen, in milliseconds; the pointer or the focus on it stops the clock. */
const SHOWN_MS = 8_000;

/** Tells that something was done, and offers to undo it: `const { show } = useToasts()`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('No ToastProvider is above this.');
  return toasts;
}
