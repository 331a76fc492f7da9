import type { App } from 'electron';
import { linkAmong } from './parse-link.ts';

interface LinkApp {
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown;
  on(event: 'second-instance', listener: (event: unknown, commandLine: string[]) => void): unknown;
}

/** What reaches the app from outside before it is ready to follow it: the Mac hands links over while the app still starts. */
export class EarlyLinks {
  #waiting: string | undefined;
  #onLink: ((link: string) => void) | null = null;
  #onSecondStart: () => void = () => {};

  /** `commandLine`: what this program was started with. */
  constructor(app: LinkApp, commandLine: readonly string[]) {
    this.#waiting = linkAmong(commandLine);
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#take(url);
    });
    app.on('second-instance', (_event, second) => {
      this.#onSecondStart();
      const link = linkAmong(second);
      if (link !== undefined) this.#take(link);
    });
  }

  /** The app is ready. `onSecondStart`: somebody started it again, and means the one that runs. */
  listen({ onLink, onSecondStart }: { onLink: (link: string) => void; onSecondStart: () => void }): void {
    this.#onLink = onLink;
    this.#onSecondStart = onSecondStart;
    const link = this.#waiting;
    this.#waiting = undefined;
    if (link !== undefined) onLink(link);
  }

  #take(link: string): void {
    if (this.#onLink === null) this.#waiting = link;
    else this.#onLink(link);
  }
}

/** Has the system hand `parley://` links to the app. Not packaged, the program is Electron and the app its argument. */
export function claimLinks(app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient' | 'getAppPath'>, program: string): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient('parley');
  else app.setAsDefaultProtocolClient('parley', program, [app.getAppPath()]);
}
