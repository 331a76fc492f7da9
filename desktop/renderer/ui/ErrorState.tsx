import type { ReactNode } from 'react';
import { t } from '../lib/translate.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

interface ErrorStateProps {
  title: string;
  hint?: string;
  onRetry: () => void;
}

/** What did not load, and the button that tries again. */
export function ErrorState({ title, hint, onRetry }: ErrorStateProps): ReactNode {
  return (
    <Notice icon="alert" title={title} hint={hint} role="alert">
      <Button icon="retry" onPress={onRetry}>
        {t('app.retry')}
      </Button>
    </Notice>
  );
}
