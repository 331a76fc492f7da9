import { memo, type ReactNode } from 'react';
import { linkify } from '../../lib/linkify.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './message-text.module.css';

const onlyEmoji = /^(?:\p{RGI_Emoji}\s*){1,8}$/v;

function Text({ text }: { text: string }): ReactNode {
  let offset = 0;
  return (
    <span className={classNames(styles.text, onlyEmoji.test(text) && styles.emoji)}>
      {linkify(text).map((part) => {
        const key = offset;
        offset += part.text.length;
        if (part.href === undefined) return part.text;
        return (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        );
      })}
    </span>
  );
}

/** What somebody wrote: exactly that, line breaks and spaces kept, addresses clickable. */
export const MessageText = memo(Text);
