import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { quickReactions } from '../../lib/emoji/quick-reactions.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmojiRoom } from '../../ui/EmojiRoom.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { tipProps } from '../../ui/tips.ts';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { useRowTabIndex } from './row-stops.ts';

const EmojiPicker = lazy(async () => ({ default: (await import('../../ui/EmojiPicker.tsx')).EmojiPicker }));

interface ReactButtonProps {
  message: TimelineMessage;
  /** 'chip' stands behind the reactions, 'tool' in the bar of what can be done. */
  look: 'chip' | 'tool';
  onOpenChange?: (isOpen: boolean) => void;
}

/** Opens the six usual reactions, and all others below them. */
export function ReactButton({ message, look, onOpenChange }: ReactButtonProps): ReactNode {
  const { react } = useMessageDesk();
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const isReachable = useRowTabIndex() === 0;

  function change(next: boolean) {
    setIsOpen(next);
    onOpenChange?.(next);
  }
  function pick(emoji: string) {
    change(false);
    react(message, emoji);
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={t('message.addReaction')}
        tabIndex={isReachable ? 0 : -1}
        className={look === 'chip' ? styles.reaction : styles.tool}
        onClick={() => change(true)}
        {...tipProps({ label: t('message.addReaction'), placement: 'top' })}
      >
        <Icon name="smile" size="small" />
      </button>
      <Popover label={t('message.addReaction')} isOpen={isOpen} onClose={() => change(false)} anchor={anchor} placement="top end">
        <div className={styles.quick}>
          {quickReactions.map((emoji) => (
            <Button
              key={emoji}
              aria-label={t('message.reactWith', { emoji })}
              className={classNames(styles.quickSign)}
              onPress={() => pick(emoji)}
            >
              {emoji}
            </Button>
          ))}
        </div>
        <Suspense fallback={<EmojiRoom />}>
          <EmojiPicker onPick={pick} />
        </Suspense>
      </Popover>
    </>
  );
}
