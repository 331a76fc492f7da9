import type { ReactNode } from 'react';
import { useProfile } from './use-profile.ts';

/** What a person is at, in one emoji; the words are in its title. Nothing for who says nothing. */
export function StatusEmoji({ userId }: { userId: string }): ReactNode {
  const profile = useProfile(userId);
  if (profile?.statusEmoji == null) return null;
  const { statusEmoji, statusText } = profile;
  return (
    <span role="img" aria-label={statusText ?? statusEmoji} title={statusText ?? undefined}>
      {statusEmoji}
    </span>
  );
}
