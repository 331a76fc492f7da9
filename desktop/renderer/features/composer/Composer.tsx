import { type ReactNode, useCallback, useId, useRef, useState } from 'react';
import type { MessageLink } from '../../../sync/operation.ts';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useLastOwnMessage } from '../../graphql/use-last-own-message.ts';
import { useTyping } from '../../graphql/use-typing.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { applyFormat, ComposerField } from './ComposerField.tsx';
import { ComposerTools } from './ComposerTools.tsx';
import styles from './composer.module.css';
import { FormatBar } from './FormatBar.tsx';
import { LengthNotice } from './LengthNotice.tsx';
import { ModeBar } from './ModeBar.tsx';
import { lengthNotice } from './message-length.ts';
import { TypingLine } from './TypingLine.tsx';
import { useComposer } from './use-composer.ts';
import { useComposerFocus } from './use-composer-focus.ts';

interface ComposerProps {
  conversation: ConversationDetail;
  /** The message in whose thread is written; without it the conversation itself is. */
  threadRoot?: MessageLink;
}

function placeholderOf({ isSelf, title }: ConversationDetail, isThread: boolean): string {
  if (isThread) return t('composer.placeholderThread');
  return isSelf ? t('composer.placeholderNotes') : t('composer.placeholder', { title });
}

/** Where a message is written. What is sent goes to the outbox first, so it works offline too. */
export function Composer({ conversation, threadRoot }: ComposerProps): ReactNode {
  const isThread = threadRoot !== undefined;
  const composer = useComposer(conversation.id, threadRoot);
  const typing = useTyping(conversation.id);
  const lastOwn = useLastOwnMessage(conversation.id, threadRoot?.seq);
  const area = useRef<HTMLTextAreaElement>(null);
  const [isFormatting, setIsFormatting] = useState(false);
  const noticeId = useId();
  const { text, mode } = composer;
  useComposerFocus(area, { takesKeys: !isThread });

  function change(next: string) {
    composer.setText(next);
    if (next === '') typing.stop();
    else typing.notifyKey();
  }

  const latest = useRef(composer);
  latest.current = composer;
  const { stop } = typing;
  const submit = useCallback(() => {
    area.current?.focus();
    if (latest.current.isSendable) stop();
    void latest.current.submit();
  }, [stop]);
  const toggleFormatting = useCallback(() => setIsFormatting((isOn) => !isOn), []);

  function editLast() {
    const message = lastOwn();
    if (message !== undefined) composer.setMode({ type: 'edit', message });
  }

  return (
    <footer className={styles.footer}>
      <div className={styles.above}>
        <TypingLine people={isThread ? [] : typing.people} />
        <LengthNotice id={noticeId} text={text} />
      </div>
      {composer.hasFailed && (
        <p className={styles.problem} role="alert">
          {t('composer.notStored')}
        </p>
      )}
      <div className={classNames(styles.box, lengthNotice(text).isOver && styles.over)}>
        {mode !== undefined && <ModeBar mode={mode} onCancel={() => composer.setMode(undefined)} />}
        {isFormatting && <FormatBar onFormat={(format) => applyFormat(area.current, format)} />}
        <div className={styles.line}>
          <ComposerField
            conversation={conversation}
            composer={composer}
            area={area}
            placeholder={placeholderOf(conversation, isThread)}
            describedBy={noticeId}
            onChange={change}
            onSubmit={submit}
            onEditLast={editLast}
            onBlur={typing.stop}
          />
          <ComposerTools
            conversationId={conversation.id}
            composer={latest}
            isEdit={mode?.type === 'edit'}
            isSendable={composer.isSendable}
            area={area}
            isFormatting={isFormatting}
            onToggleFormatting={toggleFormatting}
            onSubmit={submit}
          />
        </div>
      </div>
    </footer>
  );
}
