import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../lib/translate.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useMedia } from '../ui/use-media.ts';
import styles from './pane-header.module.css';

interface PaneHeaderProps {
  title: string;
  subtitle?: string;
  avatar?: ReactNode;
  actions?: ReactNode;
  /** Where the way back leads, when that is not the list. */
  back?: { readonly to: string; readonly label: string };
}

/** The line above what is open; with the way back where one pane shows at a time. */
export function PaneHeader({ title, subtitle, avatar, actions, back }: PaneHeaderProps): ReactNode {
  const navigate = useNavigate();
  const isNarrow = !useMedia('medium');
  return (
    <header className={styles.header}>
      {isNarrow && <IconButton icon="back" label={back?.label ?? t('app.back')} onPress={() => void navigate(back?.to ?? '/')} />}
      {avatar}
      <div className={styles.words}>
        <h2 className={styles.title}>
          <bdi>{title}</bdi>
        </h2>
        {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}
