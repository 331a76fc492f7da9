import type { ReactNode } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { tipProps } from '../../ui/tips.ts';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { ReactButton } from './ReactButton.tsx';

interface ToolProps {
  icon: IconName;
  label: string;
  onPress: () => void;
}

function Tool({ icon, label, onPress }: ToolProps): ReactNode {
  return (
    <button type="button" aria-label={label} className={styles.tool} onClick={onPress} {...tipProps({ label, placement: 'top' })}>
      <Icon name={icon} size="small" />
    </button>
  );
}

interface MessageToolsProps {
  message: TimelineMessage;
  /** Learns when something of it is open: it stays meanwhile. */
  onHold: (isHeld: boolean) => void;
}

/** What is done most, at the corner of the message that has the pointer or the focus; the rest in the menu. */
export function MessageTools({ message, onHold }: MessageToolsProps): ReactNode {
  const desk = useMessageDesk();
  const rights = desk.rightsOver(message);
  if (!rights.isThere) return null;
  return (
    <Toolbar aria-label={t('message.actions')} className={classNames(styles.tools)}>
      <ReactButton message={message} look="tool" onOpenChange={onHold} />
      {rights.mayWrite && <Tool icon="reply" label={t('message.reply')} onPress={() => desk.reply(message)} />}
      {!desk.isInThread && <Tool icon="thread" label={t('message.thread')} onPress={() => desk.openThread(message)} />}
      <MenuButton icon="more" size="small" label={t('message.more')} menu={() => desk.menuOf(message)} onOpenChange={onHold} />
    </Toolbar>
  );
}
