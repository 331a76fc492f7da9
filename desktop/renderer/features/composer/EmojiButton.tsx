import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { t } from '../../lib/translate.ts';
import { EmojiRoom } from '../../ui/EmojiRoom.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';

const EmojiPicker = lazy(async () => ({ default: (await import('../../ui/EmojiPicker.tsx')).EmojiPicker }));

/** Opens the emoji beside itself. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor}>
      <IconButton icon="smile" label={t('composer.emoji')} placement="top" onPress={() => setIsOpen(true)} />
      <Popover label={t('emoji.title')} isOpen={isOpen} onClose={() => setIsOpen(false)} anchor={anchor} placement="top end">
        <Suspense fallback={<EmojiRoom />}>
          <EmojiPicker
            onPick={(emoji) => {
              setIsOpen(false);
              onPick(emoji);
            }}
          />
        </Suspense>
      </Popover>
    </span>
  );
}
