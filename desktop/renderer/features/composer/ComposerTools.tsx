import { lazy, memo, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { t } from '../../lib/translate.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { MenuButton } from '../../ui/MenuButton.tsx';
import styles from './composer.module.css';
import { EmojiButton } from './EmojiButton.tsx';
import { insertText } from './insert-text.ts';
import type { ComposerState } from './use-composer.ts';

const ScheduleDialog = lazy(async () => ({ default: (await import('./ScheduleDialog.tsx')).ScheduleDialog }));
const PollDialog = lazy(async () => ({ default: (await import('./PollDialog.tsx')).PollDialog }));

interface ComposerToolsProps {
  conversationId: string;
  /** What is written now; read when something is pressed, so that no key draws the tools again. */
  composer: RefObject<ComposerState>;
  isEdit: boolean;
  isSendable: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  isFormatting: boolean;
  onToggleFormatting: () => void;
  onSubmit: () => void;
}

function Tools(props: ComposerToolsProps): ReactNode {
  const { conversationId, composer, isEdit, area } = props;
  const [dialog, setDialog] = useState<'poll' | 'schedule'>();
  const close = () => setDialog(undefined);

  function insertEmoji(emoji: string) {
    const element = area.current;
    if (element === null) return;
    const { selectionStart: from, selectionEnd: to } = element;
    const end = from + emoji.length;
    insertText(element, { from, to, insert: emoji, start: end, end });
  }

  return (
    <div className={styles.tools}>
      <span className={styles.wideOnly}>
        <IconButton icon="text" label={t('composer.format')} placement="top" isOn={props.isFormatting} onPress={props.onToggleFormatting} />
      </span>
      <EmojiButton onPick={insertEmoji} />
      {!isEdit && (
        <MenuButton
          icon="plus"
          label={t('composer.more')}
          placement="top end"
          menu={() => [
            {
              id: 'more',
              entries: [
                { id: 'poll', icon: 'poll', label: t('composer.poll'), onAction: () => setDialog('poll') },
                { id: 'schedule', icon: 'clock', label: t('schedule.open'), onAction: () => setDialog('schedule') },
              ],
            },
          ]}
        />
      )}
      <IconButton
        icon={isEdit ? 'check' : 'send'}
        tone="primary"
        label={t(isEdit ? 'composer.save' : 'composer.send')}
        shortcut="Enter"
        placement="top"
        isDisabled={!props.isSendable}
        onPress={props.onSubmit}
      />
      <Suspense>
        {dialog === 'poll' && <PollDialog question={composer.current.text.trim()} onSend={composer.current.sendPoll} onClose={close} />}
        {dialog === 'schedule' && (
          <ScheduleDialog
            conversationId={conversationId}
            message={composer.current.toSchedule}
            onScheduled={composer.current.clear}
            onClose={close}
          />
        )}
      </Suspense>
    </div>
  );
}

/** What stands beside the field: formatting, emoji, a poll, and the way out. */
export const ComposerTools = memo(Tools);
