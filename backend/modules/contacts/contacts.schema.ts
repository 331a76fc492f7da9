import { type RequestContext, viewerOf } from '../../context.ts';
import { parseId, parsePageSize } from '../../input.ts';
import { ID_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { listPersonItems, type PersonItemKind } from '../viewer-items/people-items.service.ts';
import type { Block, Contact } from '../viewer-items/viewer-item.ts';
import { acceptContact, blockUser, declineContact, removeContact, requestContact, unblockUser } from './contacts.service.ts';

const PAGE_DEFAULT = 50;

const ContactState = builder.enumType('ContactState', {
  description: 'What another person is to somebody (PEOPLE-2).',
  values: {
    REQUESTED: { description: 'Asked, and has not answered.' },
    RECEIVED: { description: 'Asks, and waits for the answer.' },
    ACCEPTED: { description: 'A contact.' },
  } as const satisfies Record<Contact['state'], { description: string }>,
});

const ContactType = builder.objectRef<Contact>('Contact').implement({
  description: 'A contact, or one who may become one (PEOPLE-2).',
  fields: (t) => ({
    user: t.expose('user', { type: 'User', description: 'Who, as they were when this was told.' }),
    state: t.expose('state', { type: ContactState, description: 'What they are.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Since when.' }),
  }),
});

const BlockType = builder.objectRef<Block>('Block').implement({
  description: 'Somebody whom the viewer blocked (PEOPLE-3).',
  fields: (t) => ({
    user: t.expose('user', { type: 'User', description: 'Who, as they were when this was told.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Since when.' }),
  }),
});

builder.objectField('ViewerItem', 'contact', (t) =>
  t.field({
    type: ContactType,
    nullable: true,
    description: 'Of a CONTACT.',
    resolve: (item) => (item.kind === 'CONTACT' ? item.value : null),
  }),
);

builder.objectField('ViewerItem', 'block', (t) =>
  t.field({
    type: BlockType,
    nullable: true,
    description: 'Of a BLOCK.',
    resolve: (item) => (item.kind === 'BLOCK' ? item.value : null),
  }),
);

const ItemConnection = builder.connectionObject(
  { type: 'ViewerItem', name: 'PersonItemConnection', description: 'A page of items that the viewer keeps about other people.' },
  { name: 'PersonItemEdge', description: 'An item in a page.' },
);

interface Listed {
  readonly kind: PersonItemKind;
  readonly state: string | null;
}

const listed =
  ({ kind, state }: Listed) =>
  async (_root: unknown, args: { first?: number | null | undefined; after?: string | null | undefined }, context: RequestContext) => {
    const first = parsePageSize('first', args.first, PAGE_DEFAULT);
    const [after] = parseCursor('after', args.after, [ID_PATTERN]) ?? [];
    const page = await listPersonItems(context.app, viewerOf(context), { kind, state, first, after: after ?? null });
    return toConnection(page, ({ key }) => [key]);
  };

const LISTS = [
  ['contacts', 'The people who are contacts of the viewer (PEOPLE-2): items of the kind CONTACT.', { kind: 'CONTACT', state: 'ACCEPTED' }],
  [
    'contactRequests',
    'Those who ask the viewer to be a contact (PEOPLE-2): items of the kind CONTACT.',
    { kind: 'CONTACT', state: 'RECEIVED' },
  ],
  [
    'blocked',
    'Those whom the viewer has blocked (PEOPLE-3): items of the kind BLOCK. Nobody else learns of it.',
    { kind: 'BLOCK', state: null },
  ],
] as const satisfies readonly (readonly [string, string, Listed])[];

for (const [name, description, list] of LISTS) {
  builder.objectField('Viewer', name, (t) =>
    t.field({
      type: ItemConnection,
      description,
      args: {
        first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
        after: t.arg.string({ description: 'The cursor before the page.' }),
      },
      complexity: ({ first }) => ({ field: 1, multiplier: (first ?? PAGE_DEFAULT) / 10 }),
      resolve: listed(list),
    }),
  );
}

const ACTS = [
  [
    'requestContact',
    requestContact,
    'Asks a person to be a contact; where they had asked the viewer, both are contacts now (PEOPLE-2). Errors: RATE_LIMITED, FORBIDDEN where one of them blocked the other, NOT_FOUND, VALIDATION_ERROR for oneself.',
  ],
  ['acceptContact', acceptContact, 'Accepts a request (PEOPLE-2). Errors: NOT_FOUND where the person did not ask.'],
  ['declineContact', declineContact, 'Turns a request down; who asked sees only that it is gone (PEOPLE-2). Errors: NOT_FOUND for nobody.'],
  [
    'removeContact',
    removeContact,
    'Ends being contacts, or takes back a request; neither lists the other any more (PEOPLE-2). Errors: NOT_FOUND for nobody.',
  ],
  [
    'blockUser',
    blockUser,
    'Blocks a person: they cannot begin a conversation with the viewer, write in their direct conversation, see the viewer’s presence, or add the viewer to a group; being contacts ends. They are not told (PEOPLE-3). Errors: NOT_FOUND, VALIDATION_ERROR for oneself.',
  ],
  ['unblockUser', unblockUser, 'Ends a block (PEOPLE-3). Errors: NOT_FOUND for nobody.'],
] as const;

for (const [name, act, description] of ACTS) {
  builder.mutationField(name, (t) =>
    t.field({
      type: 'ViewerItem',
      description: `${description} May be repeated; all devices of those concerned get \`ViewerItemChanged\`. Gives the viewer's item as it is now.`,
      args: {
        userId: t.arg.id({ required: true, description: 'Whom.' }),
        clientOperationId: t.arg.id({
          description:
            'A UUID that the client made: with it the act happens once, however often it is asked for, whatever became of it since.',
        }),
      },
      resolve: (_root, { userId, clientOperationId }, context) =>
        act(context.app, viewerOf(context), {
          otherId: parseId('userId', userId),
          clientOperationId: clientOperationId == null ? null : parseId('clientOperationId', clientOperationId),
        }),
    }),
  );
}
