import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmojiRoom } from '../../ui/EmojiRoom.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './profile.module.css';

const EmojiPicker = lazy(async () => ({ default: (await import('../../ui/EmojiPicker.tsx')).EmojiPicker }));

/** One emoji; a press opens all of them. */
export function EmojiChoice({ emoji, onPick }: { emoji: string; onPick: (emoji: string) => void }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor}>
      <Button className={classNames(styles.emoji)} aria-label={`${t('status.emoji')} ${emoji}`} onPress={() => setIsOpen(true)}>
        {emoji}
      </Button>
      <Popover label={t('emoji.title')} isOpen={isOpen} onClose={() => setIsOpen(false)} anchor={anchor}>
        <Suspense fallback={<EmojiRoom />}>
          <EmojiPicker
            onPick={(picked) => {
              setIsOpen(false);
              onPick(picked);
            }}
          />
        </Suspense>
      </Popover>
    </span>
  );
}
