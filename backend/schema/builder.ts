import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { RequestContext } from '../context.ts';
import { AppError, unauthenticated } from '../errors.ts';
import type { Account } from '../modules/accounts/account.ts';
import type { ConversationView } from '../modules/conversations/conversation.ts';
import type { GroupPermissions } from '../modules/conversations/conversations.policy.ts';
import type { MemberView } from '../modules/conversations/member.ts';
import type { MessageView } from '../modules/messages/message.ts';
import type { ThreadView } from '../modules/messages/thread.ts';
import type { PublicPerson } from '../modules/people/people-cache.ts';
import type { SettingsView } from '../modules/people/settings.ts';
import type { MemberReceipt, ReceiptView } from '../modules/receipts/receipt.ts';
import type { ConversationPreferences, ViewerItemView } from '../modules/viewer-items/viewer-item.ts';

export interface SchemaTypes {
  Context: RequestContext;
  /** What stands behind the types that several domains use, by name: a schema file names a type of another domain, it never imports it. */
  Objects: {
    Conversation: ConversationView;
    ConversationPreferences: ConversationPreferences;
    GroupPermissions: GroupPermissions;
    Member: MemberView;
    MemberReceipt: MemberReceipt;
    Message: MessageView;
    Receipt: ReceiptView;
    Settings: SettingsView;
    Thread: ThreadView;
    User: PublicPerson;
    Viewer: { readonly account: Account; readonly sessionId: string };
    ViewerItem: ViewerItemView;
  };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: string | Date };
  };
  AuthScopes: { signedIn: boolean };
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  DefaultFieldNullability: false;
}

/** The schema's builder. It knows no domain type; `*.schema.ts` files add theirs (`schema/index.ts` loads them). */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: { nullable: false },
    nodeFieldOptions: { nullable: false },
    cursorType: 'String',
    clientMutationId: 'omit',
  },
  scopeAuth: {
    authScopes: ({ viewer }) => ({ signedIn: viewer !== null }),
    unauthorizedError: () => unauthenticated(),
    // Who may receive an event is decided by the hub at each event; the execution of an event has no viewer.
    authorizeOnSubscribe: true,
  },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 1,
    limit: ({ app }) => (app === undefined ? {} : { complexity: app.config.query.maxCost }),
    complexityError: (_kind, { complexity, maxComplexity }) =>
      new AppError('VALIDATION_ERROR', `This operation is too expensive: cost ${complexity} of at most ${maxComplexity}.`),
  },
});

// Deny by default: every root field needs a signed-in viewer; public ones opt out by name with `skipTypeScopes: true`.
builder.queryType({ description: 'What a signed-in person can read.', authScopes: { signedIn: true } });
builder.mutationType({ description: 'What a person can change.', authScopes: { signedIn: true } });
builder.subscriptionType({ description: 'What a person can follow live.', authScopes: { signedIn: true } });
