import type { App, Shell, WebContents } from 'electron';
import { openOutside } from './outside-links.ts';

interface ContentsGuardEnds {
  readonly app: Pick<App, 'on'>;
  readonly shell: Pick<Shell, 'openExternal'>;
}

/**
 * Whatever shows a page in this app stays on it: no navigation, no redirect, no window and no web view of its own (security E1, E4). Links open
 * outside. The first page of a window is loaded by main, which is no navigation of the page.
 */
export function guardContents({ app, shell }: ContentsGuardEnds): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, shell));
}

function guard(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  contents.on('will-navigate', (event) => {
    // A reload leads to where the page is.
    if (event.url === contents.getURL()) return;
    event.preventDefault();
    openOutside(shell, event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(shell, url);
    return { action: 'deny' };
  });
}
