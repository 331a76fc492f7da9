import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { listRenamed, updateProfile } from './profile.service.ts';
import { parseProfile } from './profile-input.ts';

/** As many as a socket watches. */
const PROFILES_MAX = 500;

builder.queryField('profiles', (t) =>
  t.field({
    type: ['User'],
    description:
      'The named people as they are now, in no order; ids of nobody are left out. What a client asks for those it shows when it was away (ID-6). Errors: VALIDATION_ERROR for more than 500 people.',
    args: { userIds: t.arg.idList({ required: true, description: 'Whom: at most 500 people.' }) },
    complexity: ({ userIds }) => ({ field: 1, multiplier: Math.min(userIds.length, PROFILES_MAX) / 50 }),
    resolve: async (_root, { userIds }, { app, socket }) => {
      if (userIds.length > PROFILES_MAX) throw invalid('userIds', `Ask for at most ${PROFILES_MAX} people.`);
      const ids = userIds.map((id) => parseId('userIds', id));
      // What is answered is true of everything that events bring afterwards.
      await socket?.subscriptionsLive();
      return [...(await app.people.read(ids)).values()];
    },
  }),
);

builder.queryField('renamedPeople', (t) =>
  t.field({
    type: ['User'],
    description:
      'People who took another name after a time, or in the five minutes before it, the newest first, at most 1000. What a client that was away asks to mend the names beside what it holds (ID-6): with the newest time that it holds.',
    args: { after: t.arg({ type: 'DateTime', required: true, description: 'When the client heard last.' }) },
    complexity: { field: 1, multiplier: 50 },
    resolve: async (_root, { after }, { app, socket }) => {
      await socket?.subscriptionsLive();
      return listRenamed(app, String(after));
    },
  }),
);

const UpdateProfileInput = builder.inputType('UpdateProfileInput', {
  description: 'What to change of one’s profile: what is not given stays, null takes it back.',
  fields: (t) => ({
    displayName: t.string({ description: 'The name that others see: 1 to 80 characters.' }),
    title: t.string({ description: 'What one does: at most 80 characters.' }),
    timeZone: t.string({ description: 'An IANA name like Europe/Berlin.' }),
    statusText: t.string({ description: 'What one is at: at most 100 characters.' }),
    statusEmoji: t.string({ description: 'Exactly one emoji.' }),
    statusExpiresAt: t.field({ type: 'DateTime', description: 'When the status ends, in the future; null without an end.' }),
  }),
});

builder.mutationField('updateProfile', (t) =>
  t.field({
    type: 'User',
    description:
      "Changes the viewer's profile (ID-6); all of their devices and everybody who watches them get `ProfileChanged`; of a new name everybody who shares a conversation with them. Gives the viewer as everyone sees them. Errors: VALIDATION_ERROR.",
    args: { input: t.arg({ type: UpdateProfileInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, context) => {
      const { statusExpiresAt, ...rest } = input;
      const expiry = statusExpiresAt == null ? statusExpiresAt : String(statusExpiresAt);
      return updateProfile(context.app, viewerOf(context), parseProfile({ ...rest, statusExpiresAt: expiry }));
    },
  }),
);
