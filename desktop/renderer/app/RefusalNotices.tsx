import type { ReactNode } from 'react';
import { useRefusals } from '../graphql/use-refusals.ts';
import { explainError } from '../lib/explain-error.ts';
import { t } from '../lib/translate.ts';
import { useToasts } from '../ui/ToastProvider.tsx';

/** Says what one set or did, perhaps without a network, and the server did not take. Shows nothing itself. */
export function RefusalNotices(): ReactNode {
  const toasts = useToasts();
  useRefusals(({ name, refusal }) => {
    const reason = explainError(refusal);
    toasts.show({ text: name === null || name === '' ? t('refused.item', { reason }) : t('refused.person', { name, reason }) });
  });
  return null;
}
