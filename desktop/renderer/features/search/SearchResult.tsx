import type { ReactNode } from 'react';
import type { SearchPiece, SearchResultItem } from '../../graphql/search-result.ts';
import { fullLabel, listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useToday } from '../../ui/use-today.ts';
import styles from './search.module.css';

interface SearchResultProps {
  result: SearchResultItem;
  /** The title of its conversation, where it is known. */
  conversation: string | undefined;
}

/** The pieces with where they begin, which tells them apart. */
function placed(pieces: readonly SearchPiece[]): (SearchPiece & { readonly at: number })[] {
  let at = 0;
  return pieces.map((piece) => {
    const begin = at;
    at += piece.text.length;
    return { ...piece, at: begin };
  });
}

/** Who said it, where and when, and the words around what was looked for. */
export function SearchResult({ result, conversation }: SearchResultProps): ReactNode {
  const today = useToday();
  const time = new Date(result.createdAt);
  const { sender, pieces } = result;
  return (
    <>
      <Avatar id={sender.id} name={sender.displayName} size="small" />
      <span className={styles.words}>
        <span className={styles.by}>
          <bdi className={styles.sender}>{sender.displayName}</bdi>
          {conversation !== undefined && (
            <span className={styles.place}>
              <bdi>{t('search.in', { conversation })}</bdi>
            </span>
          )}
          <time className={styles.time} dateTime={time.toISOString()} title={fullLabel(time)}>
            {listLabel(time, today)}
          </time>
        </span>
        <span className={styles.text} dir="auto">
          {placed(pieces).map(({ text, isMatch, at }) => (isMatch ? <mark key={at}>{text}</mark> : text))}
        </span>
      </span>
    </>
  );
}
