import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useHost } from '../../graphql/host-context.ts';
import { type PersonDialog, useShowPerson } from '../../graphql/person-card.ts';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { composeKey, useComposeMode } from '../../graphql/use-compose-mode.ts';
import { useHidden } from '../../graphql/use-hidden.ts';
import { useMessageActions } from '../../graphql/use-message-actions.ts';
import { useConversationActions } from '../../graphql/use-preferences.ts';
import { type MessagePlace, useSaved } from '../../graphql/use-saved.ts';
import { placeLink, threadLink } from '../../lib/place-link.ts';
import { t } from '../../lib/translate.ts';
import { useToasts } from '../../ui/ToastProvider.tsx';
import type { MessageDesk } from './message-desk.ts';
import type { DeskDialog } from './use-desk-dialog.ts';

type Deeds = Omit<MessageDesk, 'isInThread' | 'rightsOver' | 'menuOf' | 'discard'>;

interface DeedsOf {
  conversationId: string;
  threadRootSeq: number | undefined;
  open: (dialog: DeskDialog) => void;
}

function placeOf({ id, seq, conversationId }: TimelineMessage): MessagePlace | undefined {
  return id === undefined || seq === undefined ? undefined : { id, seq, conversationId };
}

/** Of what the server does not have yet, about who wrote it. */
function reportOf({ id, conversationId, sender }: TimelineMessage): PersonDialog {
  return { type: 'report', person: sender, ...(id !== undefined && { message: { conversationId, messageId: id } }) };
}

/** Everything that can be done to the messages of a conversation or thread; the same functions as long as they are of the same place. */
export function useMessageDeeds({ conversationId, threadRootSeq, open }: DeedsOf): Deeds {
  const [, setMode] = useComposeMode(composeKey(conversationId, threadRootSeq));
  const actions = useMessageActions();
  const own = { saved: useSaved(), hidden: useHidden(conversationId), navigate: useNavigate(), unread: useConversationActions() };
  const showPerson = useShowPerson();
  const latest = useRef(own);
  latest.current = own;
  const { show } = useToasts();
  const { serverUrl } = useHost();

  return useMemo(() => {
    const go = (address: string) => void latest.current.navigate(address);
    const copy = (text: string) =>
      void navigator.clipboard.writeText(text).then(
        () => show({ text: t('message.copied') }),
        () => show({ text: t('message.copyFailed') }),
      );
    const withPlace = (message: TimelineMessage, use: (place: MessagePlace) => void) => {
      const place = placeOf(message);
      if (place !== undefined) use(place);
    };
    return {
      reply: (message) => setMode({ type: 'reply', message }),
      edit: (message) => setMode({ type: 'edit', message }),
      openThread: (message) => withPlace(message, ({ seq }) => go(threadLink(conversationId, seq))),
      jump: (seq) => go(placeLink(conversationId, seq)),
      copyText: ({ text }) => copy(text),
      copyLink: (message) => withPlace(message, ({ seq }) => copy(new URL(placeLink(conversationId, seq), serverUrl).href)),
      forward: (message) => open({ type: 'forward', message }),
      showReaders: (message) => open({ type: 'readers', message }),
      showHistory: (message) => open({ type: 'history', message }),
      remove: (message) => open({ type: 'delete', message }),
      report: (message) => showPerson(reportOf(message)),
      pin: (message, isPinned) => void actions.pin(message, isPinned),
      react: (message, emoji) => void actions.react(message, emoji),
      vote: (message, optionIndexes) => void actions.vote(message, optionIndexes),
      closePoll: (message) => void actions.closePoll(message),
      markUnread: ({ seq }) => void latest.current.unread.markUnread(conversationId, seq),
      save: (message, isSaved) =>
        withPlace(message, (place) => {
          if (!isSaved) return void latest.current.saved.unsave(place.id);
          void latest.current.saved.save(place);
          show({
            text: t('message.saved'),
            action: { label: t('message.undo'), onAction: () => void latest.current.saved.unsave(place.id) },
          });
        }),
      hide: (message) =>
        withPlace(message, (place) => {
          void latest.current.hidden.hide(place);
          show({
            text: t('message.hidden'),
            action: { label: t('message.undo'), onAction: () => void latest.current.hidden.unhide(place.id) },
          });
        }),
    };
  }, [conversationId, actions, open, setMode, show, showPerson, serverUrl]);
}
