import type { MessageOperation, Operation, SendOperation, ViewerItemOperation } from './operation.ts';
import { CLOSE_POLL, DELETE_MESSAGE, EDIT_MESSAGE, SEND_MESSAGE, SET_PINNED, SET_REACTION, VOTE_POLL } from './operation-documents.ts';
import { PEOPLE_ACTS } from './people-documents.ts';
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
  readonly variables: Fields;
}

const withInput = (document: string, input: Fields): Asked => ({ document, variables: { input } });

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>;
type Askers = { readonly [Type in Operation['type']]: (row: OutboxRow, operation: Of<Type>) => Asked };

const askers: Askers = {
  send: (row, operation) => withInput(SEND_MESSAGE, sendInput(row, operation)),
  edit: (row, operation) => withInput(EDIT_MESSAGE, { ...changeInput(row, operation), text: operation.text }),
  delete: (row, operation) => withInput(DELETE_MESSAGE, changeInput(row, operation)),
  react: (row, operation) => {
    const { emoji, isOn } = operation;
    return withInput(SET_REACTION, { ...changeInput(row, operation), emoji, isOn });
  },
  pin: (row, operation) => withInput(SET_PINNED, { ...changeInput(row, operation), isPinned: operation.isPinned }),
  vote: (row, operation) => withInput(VOTE_POLL, { ...changeInput(row, operation), optionIndexes: operation.optionIndexes }),
  closePoll: (row, operation) => withInput(CLOSE_POLL, changeInput(row, operation)),
  viewerItem: (_row, operation: ViewerItemOperation) => withInput(SET_VIEWER_ITEM, toItemInput(operation)),
  person: ({ id }, { act, userId }) => ({ document: PEOPLE_ACTS[act], variables: { userId, clientOperationId: id } }),
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
export function requestOf(row: OutboxRow): Asked {
  return askedOf(row, row.operation);
}

function askedOf<Type extends Operation['type']>(row: OutboxRow, operation: Of<Type> & { type: Type }): Asked {
  return askers[operation.type](row, operation);
}
