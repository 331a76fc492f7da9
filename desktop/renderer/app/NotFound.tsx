import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** An address that leads nowhere, or to a conversation one is not part of: both look alike. */
export function NotFound(): ReactNode {
  const navigate = useNavigate();
  return (
    <Notice icon="search" title={t('notFound.title')} hint={t('notFound.hint')}>
      <Button onPress={() => void navigate('/')}>{t('notFound.home')}</Button>
    </Notice>
  );
}
