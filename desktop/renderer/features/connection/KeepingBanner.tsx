import type { ReactNode } from 'react';
import { useReadable } from '../../graphql/use-readable.ts';
import { t } from '../../lib/translate.ts';
import { keeping } from '../../store/keeping.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './connection-banner.module.css';

/** Says when what one does is not kept on this device, or something that was kept could not be read. */
export function KeepingBanner(): ReactNode {
  const trouble = useReadable(keeping.trouble);
  return (
    <div role="status">
      {trouble !== null && (
        <div className={styles.banner}>
          <Icon name="alert" size="small" />
          <span>{t(`keeping.${trouble}`)}</span>
          <button type="button" className={styles.retry} onClick={keeping.dismiss}>
            {t('keeping.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}
