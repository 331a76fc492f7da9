import { useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';

/** What is open above the timeline, about one message. */
export interface DeskDialog {
  readonly type: 'readers' | 'history' | 'forward' | 'delete';
  readonly message: TimelineMessage;
}

/** Which dialog about a message is open. */
export function useDeskDialog(): [dialog: DeskDialog | undefined, open: (dialog: DeskDialog | undefined) => void] {
  return useState<DeskDialog>();
}
