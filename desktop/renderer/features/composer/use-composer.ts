import { type RefObject, useRef, useState } from 'react';
import type { MessageLink, PollDraft } from '../../../sync/operation.ts';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { type ComposeMode, composeKey, useComposeMode } from '../../graphql/use-compose-mode.ts';
import { useMessageActions } from '../../graphql/use-message-actions.ts';
import { useSendMessage } from '../../graphql/use-send-message.ts';
import { lengthNotice } from './message-length.ts';
import { useDraftText } from './use-draft-text.ts';

export interface ComposerState {
  readonly text: string;
  setText(text: string): void;
  readonly mode: ComposeMode | undefined;
  setMode(mode: ComposeMode | undefined): void;
  readonly isSendable: boolean;
  /** The last one could not be kept on this device; its words are still in the field. */
  readonly hasFailed: boolean;
  /** Sends, or saves an edit; resolves when it is on the disk. What is written meanwhile stays. */
  submit(): Promise<void>;
  /** What is written, for the server to send at a time. */
  readonly toSchedule: { readonly text: string; readonly replyToId?: string; readonly threadRootId?: string };
  /** Empties the field: what was in it is kept elsewhere. */
  clear(): void;
  /** Rejects when it could not be kept on this device. */
  sendPoll(question: string, poll: PollDraft): Promise<void>;
}

interface Edited {
  readonly key: string;
  readonly text: string;
}

const linkOf = (mode: ComposeMode | undefined): MessageLink | null => {
  if (mode?.type !== 'reply' || mode.message.id === undefined || mode.message.seq === undefined) return null;
  return { id: mode.message.id, seq: mode.message.seq };
};

interface Written {
  readonly text: string;
  readonly latest: RefObject<string>;
  setText(text: string): void;
  setDraft(text: string): void;
  forgetEdit(): void;
}

/** The text in the field: the draft, or that of the message that is edited, which leaves the draft as it is. */
function useWritten(key: string, editing: TimelineMessage | undefined): Written {
  const [draft, setDraft] = useDraftText(key);
  const [edited, setEdited] = useState<Edited>();
  const editedText = edited?.key === editing?.key ? edited?.text : undefined;
  const text = editing === undefined ? draft : (editedText ?? editing.text);
  const latest = useRef(text);
  latest.current = text;
  return {
    text,
    latest,
    setText(next) {
      latest.current = next;
      if (editing === undefined) setDraft(next);
      else setEdited({ key: editing.key, text: next });
    },
    setDraft,
    forgetEdit: () => setEdited(undefined),
  };
}

/** What is written in a conversation or in one of its threads, and where it goes. */
export function useComposer(conversationId: string, threadRoot?: MessageLink): ComposerState {
  const key = composeKey(conversationId, threadRoot?.seq);
  const [mode, setMode] = useComposeMode(key);
  const editing = mode?.type === 'edit' ? mode.message : undefined;
  const { text, latest, setText, setDraft, forgetEdit } = useWritten(key, editing);
  const [hasFailed, setHasFailed] = useState(false);
  const isBusy = useRef(false);
  const send = useSendMessage(conversationId);
  const { edit } = useMessageActions();

  async function deliver(words: string) {
    if (editing === undefined) {
      await send({ text: words, replyTo: linkOf(mode), threadRoot: threadRoot ?? null });
      // What was typed while the disk was written belongs to the next message.
      setDraft(latest.current.startsWith(words) ? latest.current.slice(words.length) : latest.current);
    } else {
      if (words !== editing.text) await edit(editing, words);
      forgetEdit();
    }
    setMode(undefined);
  }

  const isSendable = text.trim() !== '' && !lengthNotice(text).isOver;

  async function submit() {
    if (!isSendable || isBusy.current) return;
    isBusy.current = true;
    try {
      await deliver(text);
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    } finally {
      isBusy.current = false;
    }
  }

  async function sendPoll(question: string, poll: PollDraft) {
    await send({ text: question, poll, threadRoot: threadRoot ?? null });
    if (latest.current.trim() === question) setDraft('');
  }

  const replyTo = linkOf(mode);
  const toSchedule = { text, ...(replyTo && { replyToId: replyTo.id }), ...(threadRoot && { threadRootId: threadRoot.id }) };

  function clear() {
    setDraft('');
    setMode(undefined);
  }

  return { text, setText, mode, setMode, isSendable, hasFailed, submit, sendPoll, toSchedule, clear };
}
