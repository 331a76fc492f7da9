import { useEffect } from 'react';
import type { ProfileInput } from '../../sync/people.ts';
import type { Profile } from '../../sync/records.ts';
import { useMinute } from '../ui/use-minute.ts';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

/** What a person says of themselves, kept current while the component is shown (ID-6); a status that is over is not in it. Undefined until it is known. */
export function useProfile(userId: string | undefined): Profile | undefined {
  const { profiles } = useSync();
  const now = useMinute();
  useEffect(() => (userId === undefined ? undefined : profiles.watch(userId)), [profiles, userId]);
  const profile = useSelected(profiles.people, (people) => (userId === undefined ? undefined : people.get(userId)));
  const isOver = profile?.statusExpiresAt != null && Date.parse(profile.statusExpiresAt) <= now.getTime();
  return isOver ? { ...profile, statusText: null, statusEmoji: null, statusExpiresAt: null } : profile;
}

/** Changes one's own profile; rejects with an `ApiError`, and nothing has changed then. */
export function useUpdateProfile(): (input: ProfileInput) => Promise<void> {
  const { people } = useSync();
  return (input) => people.updateProfile(input);
}
