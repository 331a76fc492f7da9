import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useSendMessage } from '../../graphql/use-send-message.ts';
import { useTyping } from '../../graphql/use-typing.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './composer.module.css';
import { LengthNotice } from './LengthNotice.tsx';
import { lengthNotice } from './message-length.ts';
import { sendsMessage } from './sends-message.ts';
import { TypingLine } from './TypingLine.tsx';
import { useComposerFocus } from './use-composer-focus.ts';
import { useDraftText } from './use-draft-text.ts';

/** Where a message is written. What is sent goes to the outbox first, so it works offline too. */
export function Composer({ conversation }: { conversation: ConversationDetail }): ReactNode {
  const { id, title, isSelf } = conversation;
  const [text, setText] = useDraftText(id);
  const send = useSendMessage(id);
  const typing = useTyping(id);
  const area = useRef<HTMLTextAreaElement>(null);
  const noticeId = useId();
  const isSendable = text.trim() !== '' && !lengthNotice(text).isOver;

  useComposerFocus(area);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    if (text !== '') element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  function change(next: string) {
    setText(next);
    if (next === '') typing.stop();
    else typing.notifyKey();
  }

  async function submit() {
    area.current?.focus();
    if (!isSendable) return;
    setText('');
    typing.stop();
    await send({ text });
  }

  const placeholder = isSelf ? t('composer.placeholderNotes') : t('composer.placeholder', { title });
  return (
    <footer className={styles.footer}>
      <div className={styles.above}>
        <TypingLine people={typing.people} />
        <LengthNotice id={noticeId} text={text} />
      </div>
      <div className={classNames(styles.box, lengthNotice(text).isOver && styles.over)}>
        <textarea
          ref={area}
          className={styles.area}
          rows={1}
          dir="auto"
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-describedby={noticeId}
          aria-invalid={lengthNotice(text).isOver}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (!sendsMessage(event.nativeEvent)) return;
            event.preventDefault();
            void submit();
          }}
          onBlur={typing.stop}
        />
        <div className={styles.tools}>
          <IconButton
            icon="send"
            tone="primary"
            label={t('composer.send')}
            shortcut="Enter"
            placement="top"
            isDisabled={!isSendable}
            onPress={() => void submit()}
          />
        </div>
      </div>
    </footer>
  );
}
