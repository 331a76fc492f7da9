import type { ReactNode } from 'react';
import type { LinkPreview } from '../../../sync/records.ts';
import { safeHref } from '../../lib/linkify.ts';
import { t } from '../../lib/translate.ts';
import styles from './message-parts.module.css';
import { useRowTabIndex } from './row-stops.ts';

function Preview({ preview: { url, title, description, siteName } }: { preview: LinkPreview }): ReactNode {
  const tabIndex = useRowTabIndex();
  const href = safeHref(url);
  if (href === undefined) return null;
  return (
    <a
      className={styles.preview}
      href={href}
      tabIndex={tabIndex}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label={t('message.linkOpens', { title })}
    >
      {siteName !== null && (
        <span className={styles.previewSite} dir="auto">
          {siteName}
        </span>
      )}
      <strong className={styles.previewTitle} dir="auto">
        {title}
      </strong>
      {description !== null && (
        <span className={styles.previewWords} dir="auto">
          {description}
        </span>
      )}
    </a>
  );
}

/** What the pages behind the links of a message say of themselves (MSG-1). */
export function LinkPreviews({ previews }: { previews: readonly LinkPreview[] }): ReactNode {
  return previews.map((preview) => <Preview key={preview.url} preview={preview} />);
}
