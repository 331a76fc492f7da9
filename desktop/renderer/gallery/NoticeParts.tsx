import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Part } from './Part.tsx';

/** What stands where there is nothing, or where something failed. */
export function NoticeParts(): ReactNode {
  return (
    <>
      <Part name="Notice">
        <Notice icon="chat" title="No conversations yet" hint="Find a colleague or make a group.">
          <Button tone="primary" icon="compose">
            Start a conversation
          </Button>
        </Notice>
      </Part>
      <Part name="ErrorState">
        <ErrorState title="Messages did not load" hint="The server did not answer." onRetry={() => undefined} />
      </Part>
    </>
  );
}
