import type { Reporter, Suite } from '@playwright/test/reporter';
import { findElectron } from './desktop-process.ts';

/** Says first of all in what the desktop app runs, so that no result is taken for one of Electron that is none. */
// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter by it.
export default class HostReporter implements Reporter {
  onBegin(_config: object, suite: Suite): void {
    if (!suite.allTests().some((test) => test.parent.project()?.name === 'desktop')) return;
    const electron = findElectron();
    console.log(
      electron === null
        ? 'The desktop app runs on the test host (Node and Chromium, e2e/electron-host): Electron itself is not here.'
        : `The desktop app runs in Electron (${electron}).`,
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
