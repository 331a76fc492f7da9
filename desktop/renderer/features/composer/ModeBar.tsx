import type { ReactNode } from 'react';
import type { ComposeMode } from '../../graphql/use-compose-mode.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './mode-bar.module.css';

/** Above the field: what is answered, or that a message is edited; and the way out. */
export function ModeBar({ mode: { type, message }, onCancel }: { mode: ComposeMode; onCancel: () => void }): ReactNode {
  const isEdit = type === 'edit';
  return (
    <div className={styles.bar}>
      <Icon name={isEdit ? 'compose' : 'reply'} size="small" />
      <div className={styles.words}>
        <strong className={styles.title}>
          {isEdit ? t('composer.editing') : t('composer.replyingTo', { name: message.sender.displayName })}
        </strong>
        <span className={styles.quote} dir="auto">
          {plainText(message.text).slice(0, 200)}
        </span>
      </div>
      <IconButton
        icon="close"
        size="small"
        placement="top"
        shortcut="Esc"
        label={t(isEdit ? 'composer.cancelEdit' : 'composer.cancelReply')}
        onPress={onCancel}
      />
    </div>
  );
}
