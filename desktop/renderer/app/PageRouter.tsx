import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react';
import { UNSAFE_createBrowserHistory as createBrowserHistory, Router } from 'react-router';

/** Whether what an address shows is part of the first script: then nothing is waited for. */
const isAtOnce = (pathname: string): boolean => pathname.startsWith('/c/');

/**
 * The library's `BrowserRouter`, but that a conversation is drawn at once and in one go: in a transition, as the library would have it, what is
 * shown stays until a page's script is loaded, and drawing gives way to all else that happens, an event or a frame, and begins again.
 */
export function PageRouter({ children }: { children: ReactNode }): ReactNode {
  const [history] = useState(() => createBrowserHistory({ v5Compat: true }));
  const [shown, setShown] = useState({ action: history.action, location: history.location });
  useLayoutEffect(
    () =>
      history.listen(({ action, location }) => {
        if (isAtOnce(location.pathname)) setShown({ action, location });
        else startTransition(() => setShown({ action, location }));
      }),
    [history],
  );
  return (
    <Router location={shown.location} navigationType={shown.action} navigator={history}>
      {children}
    </Router>
  );
}
