import { type ComponentProps, type MouseEvent, type ReactNode, useContext } from 'react';
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router';

/** Whether the press is the page's to follow; others open a tab, a window or a file. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.altKey && !event.ctrlKey && !event.shiftKey && !event.defaultPrevented;

/** The library's `Link`, but that it is not drawn again each time the address changes: in a list there are many. `to` is an absolute path. */
export function RowLink({ to, ...props }: ComponentProps<'a'> & { to: string }): ReactNode {
  const { navigator } = useContext(NavigationContext);
  function follow(event: MouseEvent) {
    if (!isPlain(event)) return;
    event.preventDefault();
    const isHere = window.location.pathname + window.location.search === to;
    if (isHere) navigator.replace(to);
    else navigator.push(to);
  }
  return <a {...props} href={to} onClick={follow} />;
}
