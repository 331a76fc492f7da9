import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { DeviceKind, PresenceStatus } from '../../schema/enums.ts';
import { type NotedInput, noteInput, setActivity, watchPresence } from './presence.service.ts';
import type { PresenceView } from './presence-view.ts';

const Presence = builder.objectRef<PresenceView>('Presence').implement({
  description: 'Whether a person is here, as far as the viewer may see it (PRESENCE-1, PRESENCE-3).',
  fields: (t) => ({
    userId: t.exposeID('userId', { description: 'Who.' }),
    status: t.expose('status', {
      type: PresenceStatus,
      description: 'Whether they are here; offline too where the viewer may not see it.',
    }),
    device: t.expose('device', { type: DeviceKind, nullable: true, description: 'The device they are here with; null when offline.' }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they were last here; null while they are, where the viewer may not see it, and for who never was.',
    }),
  }),
});

builder.mutationField('watchPresence', (t) =>
  t.field({
    type: [Presence],
    description:
      'Replaces the people whose presence this WebSocket watches, and gives their presence now, in the same order; changes come as `PresenceChanged` in `events` (PRESENCE-4). A socket that never calls it watches those with whom the viewer has a direct conversation. Over the WebSocket only. Errors: VALIDATION_ERROR for more than 500 people.',
    args: { userIds: t.arg.idList({ required: true, description: 'Whom to watch: at most 500 people; an empty list for nobody.' }) },
    resolve: (_root, { userIds }, { app, socket }) =>
      watchPresence(
        app,
        socket,
        userIds.map((id) => parseId('userIds', id)),
      ),
  }),
);

builder.mutationField('setActivity', (t) =>
  t.field({
    type: 'Boolean',
    description:
      'Says that this device has input, or has had none for 5 minutes: `AWAY` is who has no device with input (PRESENCE-1). A socket begins with input. Over the WebSocket only.',
    args: { active: t.arg.boolean({ required: true, description: 'True with the first input, false 5 minutes after the last.' }) },
    resolve: (_root, { active }, { app, socket }) => {
      setActivity(app, socket, active);
      return true;
    },
  }),
);

const NotedInputType = builder.objectRef<NotedInput>('NotedInput').implement({
  description: 'When the viewer took this device up (NOTIFY-1).',
  fields: (t) => ({
    deviceId: t.exposeID('deviceId', { description: 'The device, by the id of its session: the tabs of a browser are one.' }),
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'When.' }),
    isLast: t.exposeBoolean('isLast', { description: 'Whether no other of their devices in use was taken up later.' }),
  }),
});

builder.mutationField('noteInput', (t) =>
  t.field({
    type: NotedInputType,
    description:
      'Says that the viewer took this device up, at its start or after another one; all of their devices get `DeviceUsed`. The one taken up last of those with input tells of messages (NOTIFY-1). Over the WebSocket only. Errors: VALIDATION_ERROR.',
    args: { msAgo: t.arg.int({ description: 'How long ago, in milliseconds, at most a day: after a reconnect. Now when not given.' }) },
    resolve: (_root, { msAgo }, { app, socket }) => noteInput(app, socket, msAgo ?? 0),
  }),
);
