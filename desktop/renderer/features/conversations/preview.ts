import type { ConversationItem } from '../../graphql/conversation-item.ts';
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

function messagePreview(conversation: ConversationItem): Preview {
  const message = conversation.lastMessage;
  if (message === undefined) return { tone: 'quiet', text: t('list.nothing') };
  if (message.deleted) return { tone: 'quiet', text: t('list.deleted') };
  if (message.systemEvent !== undefined) {
    const actor = { id: message.senderId, displayName: message.senderName };
    return { tone: 'quiet', text: systemText({ actor, ...message.systemEvent }) };
  }
  const text = plainText(message.text.slice(0, previewLength));
  if (message.state === 'failed') return { tone: 'failed', label: t('list.failed'), text };
  return { tone: 'plain', ...authorLabel(conversation), text };
}

/** The second line of a conversation in the list: who types, else the draft, else the last message. */
export function previewOf(conversation: ConversationItem, isOpen: boolean): Preview {
  const typing = typingPreview(conversation);
  if (typing !== undefined) return typing;
  const draft = conversation.draft?.replace(/\s+/gu, ' ').trim();
  if (draft && !isOpen) return { tone: 'draft', label: t('list.draft'), text: draft };
  return messagePreview(conversation);
}
