import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { MessageRef } from '../../../sync/quotes.ts';
import { usePinned } from '../../graphql/use-pinned.ts';
import { useQuote } from '../../graphql/use-quote.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { placeLink } from '../../lib/place-link.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import styles from './details-panel.module.css';

interface PinnedRowProps {
  conversationId: string;
  place: MessageRef;
}

/** One pinned message; leads to where it was said. Nothing once it is pinned no more. */
function PinnedRow({ conversationId, place }: PinnedRowProps): ReactNode {
  const { message } = useQuote(conversationId, place);
  const emojiOfCode = useShortCodes(message?.text ?? '');
  if (message?.isPinned !== true) return null;
  const { sender, text } = message;
  return (
    <li>
      <Link className={styles.pinned} to={placeLink(conversationId, place.seq)}>
        <Avatar id={sender.id} name={sender.displayName} size="tiny" />
        <span className={styles.pinnedWords}>
          <bdi className={styles.pinnedBy}>{sender.displayName}</bdi>
          <span className={styles.pinnedText} dir="auto">
            {plainText(text, emojiOfCode)}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** What is pinned in a conversation, pinned last first (MSG-2); nothing where nothing is. */
export function PinnedList({ conversationId }: { conversationId: string }): ReactNode {
  const pinned = usePinned(conversationId);
  if (pinned.length === 0) return null;
  return (
    <section className={styles.members} aria-labelledby="pinned">
      <h3 id="pinned" className={styles.heading}>
        {t('message.pinned')}
      </h3>
      <ul>
        {pinned.map((place) => (
          <PinnedRow key={place.id} conversationId={conversationId} place={place} />
        ))}
      </ul>
    </section>
  );
}
