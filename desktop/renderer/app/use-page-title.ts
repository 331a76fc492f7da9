import { useEffect } from 'react';
import { pageTitle } from './page-title.ts';

/** Names the browser's tab after what is open, with what waits unread in front. */
export function usePageTitle(title: string | undefined, unreadCount: number): void {
  useEffect(() => {
    document.title = pageTitle(title, unreadCount);
  }, [title, unreadCount]);
}
