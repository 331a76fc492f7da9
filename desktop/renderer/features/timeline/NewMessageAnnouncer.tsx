import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { t } from '../../lib/translate.ts';

/** Reads out what others write while the conversation is open (WEB-2). */
export function NewMessageAnnouncer({ last }: { last: TimelineMessage | undefined }): ReactNode {
  const [words, setWords] = useState('');
  const announcedSeq = useRef(last?.seq ?? 0);

  useEffect(() => {
    if (last?.seq === undefined || last.seq <= announcedSeq.current) return;
    announcedSeq.current = last.seq;
    if (last.mine || last.kind !== 'TEXT') return;
    setWords(t('timeline.announce', { name: last.sender.displayName, text: plainText(last.text) }));
  }, [last]);

  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  );
}
