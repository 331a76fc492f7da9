import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FormPage } from '../../ui/FormPage.tsx';
import { OtherWay, type Way } from './OtherWay.tsx';

interface AuthPageProps {
  title: string;
  subtitle: string;
  submitLabel: string;
  /** Sends the form; resolves when it was taken or its problem is shown. */
  onSubmit: () => Promise<void>;
  /** What is wrong with the form as a whole. */
  problem: string | undefined;
  /** The way to the other form; undefined when it is closed. */
  other: Way | undefined;
  children: ReactNode;
}

/** The page around the two forms of a person who is not signed in. */
export function AuthPage({ title, subtitle, submitLabel, onSubmit, problem, other, children }: AuthPageProps): ReactNode {
  const [isPending, setIsPending] = useState(false);

  async function submit() {
    if (isPending) return;
    setIsPending(true);
    await onSubmit();
    setIsPending(false);
  }

  return (
    <FormPage
      title={title}
      subtitle={subtitle}
      problem={problem}
      onSubmit={() => void submit()}
      submit={
        <Button type="submit" tone="primary" size="large" isWide isPending={isPending}>
          {submitLabel}
        </Button>
      }
      after={other !== undefined && <OtherWay {...other} />}
    >
      {children}
    </FormPage>
  );
}
