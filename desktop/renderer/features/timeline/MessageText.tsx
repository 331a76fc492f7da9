import { memo, type ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useMeantBy } from '../../graphql/use-meant-by.ts';
import { isOnlyEmoji } from '../../lib/emoji/only-emoji.ts';
import { drawShortCodes } from '../../lib/emoji/short-codes.ts';
import { markdownOf } from '../../lib/markdown/markdown-of.ts';
import { RichText } from '../../ui/RichText.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import styles from './message-text.module.css';
import { useRowTabIndex } from './row-stops.ts';

function Text({ message }: { message: TimelineMessage }): ReactNode {
  const meantBy = useMeantBy(message);
  const emojiOfCode = useShortCodes(message.text);
  const tabIndex = useRowTabIndex();
  return (
    <RichText
      blocks={markdownOf(message)}
      meantBy={meantBy}
      emojiOfCode={emojiOfCode}
      linkTabIndex={tabIndex}
      className={isOnlyEmoji(drawShortCodes(message.text, emojiOfCode)) ? styles.emoji : undefined}
    />
  );
}

/** What somebody wrote, with its markup drawn and line breaks and spaces kept. */
export const MessageText = memo(Text);
