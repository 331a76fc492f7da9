import type { MessageOperation, Operation, SendOperation, ViewerItemOperation } from './operation.ts';
import { CLOSE_POLL, DELETE_MESSAGE, EDIT_MESSAGE, SEND_MESSAGE, SET_PINNED, SET_REACTION, VOTE_POLL } from './operation-documents.ts';
import { toItemInput, type WireViewerItem } from './read-viewer-item.ts';
import type { OutboxRow } from './records.ts';
import { SET_VIEWER_ITEM } from './viewer-item-documents.ts';
import type { WireMessage } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the server says once an operation is done: the message as it is then, or the viewer's item. */
export interface OperationAnswer {
  readonly message?: WireMessage;
  readonly item?: WireViewerItem;
}

interface Asked {
  readonly document: string;
  readonly input: Fields;
}

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>;
type Askers = { readonly [Type in Operation['type']]: (row: OutboxRow, operation: Of<Type>) => Asked };

const askers: Askers = {
  send: (row, operation) => ({ document: SEND_MESSAGE, input: sendInput(row, operation) }),
  edit: (row, operation) => ({ document: EDIT_MESSAGE, input: { ...changeInput(row, operation), text: operation.text } }),
  delete: (row, operation) => ({ document: DELETE_MESSAGE, input: changeInput(row, operation) }),
  react: (row, operation) => {
    const { emoji, isOn } = operation;
    return { document: SET_REACTION, input: { ...changeInput(row, operation), emoji, isOn } };
  },
  pin: (row, operation) => ({ document: SET_PINNED, input: { ...changeInput(row, operation), isPinned: operation.isPinned } }),
  vote: (row, operation) => ({ document: VOTE_POLL, input: { ...changeInput(row, operation), optionIndexes: operation.optionIndexes } }),
  closePoll: (row, operation) => ({ document: CLOSE_POLL, input: changeInput(row, operation) }),
  viewerItem: (_row, operation: ViewerItemOperation) => ({ document: SET_VIEWER_ITEM, input: toItemInput(operation) }),
};

/** A send names only what it has: most are words alone. */
const sendInput = ({ id, conversationId }: OutboxRow, { text, replyTo, threadRoot, poll, forwardOf }: SendOperation): Fields => ({
  conversationId,
  clientMessageId: id,
  text,
  ...(replyTo && { replyToId: replyTo.id }),
  ...(threadRoot && { threadRootId: threadRoot.id }),
  ...(poll && { poll }),
  ...(forwardOf && { forwardOf }),
});

const changeInput = ({ id, conversationId }: OutboxRow, { messageId }: MessageOperation): Fields => ({
  conversationId,
  messageId,
  clientOperationId: id,
});

/** How a row of the outbox is asked of the server, which answers with an `OperationAnswer`. */
export function requestOf(row: OutboxRow): { readonly document: string; readonly variables: { readonly input: Fields } } {
  const { document, input } = askedOf(row, row.operation);
  return { document, variables: { input } };
}

function askedOf<Type extends Operation['type']>(row: OutboxRow, operation: Of<Type> & { type: Type }): Asked {
  return askers[operation.type](row, operation);
}
