import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { t } from '../../lib/translate.ts';
import { useShortCodes } from '../../ui/use-short-codes.ts';

/** Reads out what others write while the conversation is open (WEB-2). */
export function NewMessageAnnouncer({ last }: { last: TimelineMessage | undefined }): ReactNode {
  const [words, setWords] = useState('');
  const isFolded = useIsBlocked(last?.sender.id);
  const emojiOfCode = useShortCodes(last?.text ?? '');
  const announcedSeq = useRef(last?.seq ?? 0);

  useEffect(() => {
    if (last?.seq === undefined || last.seq <= announcedSeq.current) return;
    announcedSeq.current = last.seq;
    if (last.mine || last.kind !== 'TEXT') return;
    const text = isFolded ? t('blocked.folded') : plainText(last.text, emojiOfCode);
    setWords(isFolded ? text : t('timeline.announce', { name: last.sender.displayName, text }));
  }, [last, isFolded, emojiOfCode]);

  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  );
}
