import { type ReactNode, startTransition, useContext, useEffect, useLayoutEffect, useState } from 'react';
import { runAfterTransition } from 'react-aria/private/utils/runAfterTransition';
import { UNSAFE_createBrowserHistory as createBrowserHistory, Router } from 'react-router';
import { ClientContext } from '../graphql/client-context.ts';
import { conversationAt, openFirst } from './open-first.ts';

/**
 * The library's `BrowserRouter`, but that a conversation is drawn in one go, once its messages are in memory: in a transition, as the library would
 * have it, what is shown stays until a page's script is loaded, and drawing gives way to all else that happens, an event or a frame, and begins again.
 */
export function PageRouter({ children }: { children: ReactNode }): ReactNode {
  const client = useContext(ClientContext);
  const [history] = useState(() => createBrowserHistory({ v5Compat: true }));
  const [shown, setShown] = useState({ action: history.action, location: history.location });
  useLayoutEffect(() => {
    let turns = 0;
    return history.listen(({ action, location }) => {
      turns += 1;
      const turn = turns;
      const show = () => turn === turns && setShown({ action, location });
      const conversationId = conversationAt(location.pathname);
      if (conversationId === undefined) return startTransition(() => void show());
      const opening = openFirst(client?.state.get().sync, conversationId);
      if (opening === undefined) show();
      else void opening.then(show);
    });
  }, [history, client]);
  // The library of parts holds what was taken away in the middle of a transition, with all that is in it, until it is asked to wait for transitions.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of what is shown.
  useEffect(() => runAfterTransition(() => {}), [shown]);
  return (
    <Router location={shown.location} navigationType={shown.action} navigator={history}>
      {children}
    </Router>
  );
}
