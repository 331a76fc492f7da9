import type { ConversationItem } from '../../graphql/conversation-item.ts';
import type { EmojiOfCode } from '../../lib/emoji/short-codes.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { systemText } from '../../lib/system-text.ts';
import { t } from '../../lib/translate.ts';

/** More of a text than a row has room for. */
const previewLength = 300;

export interface Preview {
  tone: 'plain' | 'quiet' | 'typing' | 'draft' | 'failed';
  /** Who or what the text belongs to: 'Draft:', 'You:', 'Ana:'. */
  label?: string;
  text: string;
}

function typingPreview({ kind, typing: [person] }: ConversationItem): Preview | undefined {
  if (person === undefined) return undefined;
  const text = kind === 'DIRECT' ? t('list.typing') : t('list.typingName', { name: person.displayName });
  return { tone: 'typing', text };
}

function authorLabel(conversation: ConversationItem): { label?: string } {
  const message = conversation.lastMessage;
  if (message?.mine) return conversation.isSelf ? {} : { label: t('list.you') };
  if (message === undefined || conversation.kind === 'DIRECT') return {};
  return { label: `${message.senderName}:` };
}

/** What the row knows besides its conversation. */
export interface PreviewFacts {
  /** The conversation is the open one. */
  readonly isOpen: boolean;
  /** Its last message is by somebody whom the viewer blocked (PEOPLE-3). */
  readonly isFolded?: boolean;
  readonly emojiOfCode?: EmojiOfCode;
}

function messagePreview(conversation: ConversationItem, { isFolded, emojiOfCode }: PreviewFacts): Preview {
  const message = conversation.lastMessage;
  if (message === undefined) return { tone: 'quiet', text: t('list.nothing') };
  if (message.deleted) return { tone: 'quiet', text: t('list.deleted') };
  if (message.systemEvent !== undefined) {
    const actor = { id: message.senderId, displayName: message.senderName };
    return { tone: 'quiet', text: systemText({ actor, ...message.systemEvent }) };
  }
  if (isFolded) return { tone: 'quiet', text: t('blocked.folded') };
  const text = plainText(message.text.slice(0, previewLength), emojiOfCode);
  if (message.state === 'failed') return { tone: 'failed', label: t('list.failed'), text };
  return { tone: 'plain', ...authorLabel(conversation), text };
}

/** The second line of a conversation in the list: who types, else the draft, else the last message. */
export function previewOf(conversation: ConversationItem, facts: PreviewFacts): Preview {
  const typing = typingPreview(conversation);
  if (typing !== undefined) return typing;
  const draft = conversation.draft?.replace(/\s+/gu, ' ').trim();
  if (draft && !facts.isOpen) return { tone: 'draft', label: t('list.draft'), text: draft };
  return messagePreview(conversation, facts);
}
