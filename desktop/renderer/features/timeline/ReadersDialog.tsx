import type { ReactNode } from 'react';
import type { MessageReader } from '../../../sync/message-readers.ts';
import { useMessageReaders } from '../../graphql/use-message-readers.ts';
import { useSettings } from '../../graphql/use-settings.ts';
import { fullLabel, listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToday } from '../../ui/use-today.ts';
import styles from './readers-dialog.module.css';

interface ReadersDialogProps {
  conversationId: string;
  seq: number;
  onClose: () => void;
}

function Reader({ reader: { person, readAt } }: { reader: MessageReader }): ReactNode {
  const today = useToday();
  return (
    <li className={styles.reader}>
      <Avatar id={person.id} name={person.displayName} size="small" />
      <span className={styles.name} title={`@${person.username}`}>
        <bdi>{person.displayName}</bdi>
      </span>
      {readAt !== undefined && (
        <time className={styles.time} dateTime={readAt} title={fullLabel(new Date(readAt))}>
          {listLabel(new Date(readAt), today)}
        </time>
      )}
    </li>
  );
}

function Group({ title, readers }: { title: string; readers: readonly MessageReader[] }): ReactNode {
  if (readers.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <ul>
        {readers.map((reader) => (
          <Reader key={reader.person.id} reader={reader} />
        ))}
      </ul>
    </section>
  );
}

/** Who has read one's message, and when; and whom else it has reached (RECEIPT-1). */
export function ReadersDialog({ conversationId, seq, onClose }: ReadersDialogProps): ReactNode {
  const { settings } = useSettings();
  const { status, readers, hasMore, loadMore } = useMessageReaders(conversationId, seq);
  const isRead = ({ readAt }: MessageReader) => readAt !== undefined;
  return (
    <Dialog title={t('readers.title')} onClose={onClose}>
      <div className={styles.list}>
        {!settings.readReceipts && <p className={styles.note}>{t('readers.off')}</p>}
        {status === 'error' && <Notice icon="alert" title={t('readers.error')} role="alert" />}
        {status === 'ready' && !readers.some(isRead) && settings.readReceipts && <p className={styles.note}>{t('readers.nobody')}</p>}
        <Group title={t('readers.read')} readers={readers.filter(isRead)} />
        <Group title={t('readers.delivered')} readers={readers.filter((reader) => !isRead(reader))} />
        {hasMore && <Button onPress={() => void loadMore()}>{t('readers.more')}</Button>}
      </div>
    </Dialog>
  );
}
