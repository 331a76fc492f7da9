import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useWorkspacePreview } from '../../graphql/use-workspace-invitations.ts';
import { t } from '../../lib/translate.ts';
import { AuthNotice } from './AuthNotice.tsx';
import { SignUpScreen } from './SignUpScreen.tsx';

const goneTitles = {
  EXPIRED: 'invited.expired',
  USED_UP: 'invited.usedUp',
  REVOKED: 'invited.revoked',
  CLOSED: 'invited.closed',
  NONE: 'invited.none',
} as const;

/** `/invite/<token>`: says who invites to which server, and makes the account (ID-1). */
export function InvitedScreen(): ReactNode {
  const { token = '' } = useParams();
  const { status, invitation, refresh } = useWorkspacePreview(token);
  const other = { question: t('signUp.other'), label: t('signUp.otherLink'), to: '/sign-in' };
  if (status === 'loading') return null;
  if (status === 'error') return <AuthNotice title={t('join.error')} hint={t('error.unreachable')} other={other} />;
  if (invitation?.state === 'WORKS') return <SignUpScreen invitation={{ token, ...invitation }} onInvitationGone={refresh} />;
  const name = invitation?.inviterName;
  return (
    <AuthNotice
      title={t(goneTitles[invitation?.state ?? 'NONE'])}
      hint={name === undefined ? t('join.goneHint') : t('invited.askAgain', { name })}
      other={other}
    />
  );
}
