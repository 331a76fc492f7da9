import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { JoinGroup } from '../features/groups/JoinGroup.tsx';

/** `/join/<token>`: the page of an invitation link. */
export function JoinPage(): ReactNode {
  const { token } = useParams();
  return token === undefined ? null : <JoinGroup token={token} />;
}
