import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useInvitation, useJoin } from '../../graphql/use-join.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './join-group.module.css';

/** Where an invitation link leads: to what one is invited, by whom, and the way in (CONV-1). */
export function JoinGroup({ token }: { token: string }): ReactNode {
  const { status, invitation } = useInvitation(token);
  const { accept } = useJoin();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function enter() {
    setIsPending(true);
    setProblem(undefined);
    try {
      await navigate(`/c/${await accept(token)}`, { replace: true });
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  if (status === 'loading') return null;
  if (status === 'error') return <Notice icon="alert" title={t('join.error')} role="alert" />;
  if (invitation === null) return <Notice icon="link" title={t('join.gone')} hint={t('join.goneHint')} />;
  const { conversationId, name, topic, memberCount, isMember, inviter } = invitation;
  return (
    <section className={styles.join} aria-labelledby="join">
      <Avatar id={conversationId} name={name} size="large" />
      <h1 id="join" className={styles.title} dir="auto">
        {isMember ? name : t('join.title', { name })}
      </h1>
      {topic != null && <p dir="auto">{topic}</p>}
      <p className={styles.soft}>{t('conversation.members', { count: memberCount })}</p>
      <p className={styles.soft}>{isMember ? t('join.already') : t('join.by', { name: inviter.displayName })}</p>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <Button tone="primary" isPending={isPending} onPress={() => void enter()}>
        {isMember ? t('join.open') : t('join.submit')}
      </Button>
    </section>
  );
}
