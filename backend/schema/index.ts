import { lexicographicSortSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalars.ts';
import '../modules/accounts/accounts.schema.ts';
import '../modules/contacts/contacts.schema.ts';
import '../modules/conversations/changes.schema.ts';
import '../modules/conversations/conversations.schema.ts';
import '../modules/conversations/groups.schema.ts';
import '../modules/conversations/invitations.schema.ts';
import '../modules/conversations/members.schema.ts';
import '../modules/messages/message-changes.schema.ts';
import '../modules/messages/message-lists.schema.ts';
import '../modules/messages/messages.schema.ts';
import '../modules/messages/scheduled-messages.schema.ts';
import '../modules/notifications/notifications.schema.ts';
import '../modules/people/people.schema.ts';
import '../modules/people/profile.schema.ts';
import '../modules/people/settings.schema.ts';
import '../modules/presence/presence.schema.ts';
import '../modules/presence/typing.schema.ts';
import '../modules/receipts/receipts.schema.ts';
import '../modules/viewer-items/followed-threads.schema.ts';
import '../modules/viewer-items/viewer-items.schema.ts';
import '../modules/reports/reports.schema.ts';
import '../modules/search/search.schema.ts';
import '../realtime/events.schema.ts';

/** The API, sorted so that its printed form changes only when it does. */
export const schema = lexicographicSortSchema(builder.toSchema());
