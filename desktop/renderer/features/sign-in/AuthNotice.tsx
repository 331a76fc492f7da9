import type { ReactNode } from 'react';
import { FormPage } from '../../ui/FormPage.tsx';
import { OtherWay, type Way } from './OtherWay.tsx';

interface AuthNoticeProps {
  title: string;
  hint: string;
  other: Way;
}

/** What somebody who is not signed in is told in place of a form. */
export function AuthNotice({ title, hint, other }: AuthNoticeProps): ReactNode {
  return <FormPage title={title} subtitle={hint} after={<OtherWay {...other} />} />;
}
