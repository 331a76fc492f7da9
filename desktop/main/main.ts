import * as electron from 'electron';
import { startDesktop } from './desktop.ts';
import { EarlyLinks } from './links/early-links.ts';
import { HIDDEN_ARGUMENT } from './preferences/login-item.ts';
import { registerPageScheme } from './protocol/page-scheme.ts';

const { app } = electron;

/** What Windows groups notifications by: that of the installer. */
const APP_ID = 'app.parley.desktop';

registerPageScheme(electron.protocol);
// Every page runs in a sandbox, whatever its window says.
app.enableSandbox();
// Whoever closes the last window is asked there what that means; while the app is being locked there is none for a moment.
app.on('window-all-closed', () => {});

// A second start hands its link to the app that runs, and ends.
if (app.requestSingleInstanceLock()) run(new EarlyLinks(app, process.argv));
else app.quit();

function run(links: EarlyLinks): void {
  app.setAppUserModelId(APP_ID);
  app
    .whenReady()
    .then(() => startDesktop(electron, { folder: import.meta.dirname, isHidden: process.argv.includes(HIDDEN_ARGUMENT), links }))
    .then((desktop) => app.on('activate', () => desktop.showCurrent()))
    .catch((error: unknown) => {
      console.error('Parley did not start.', error);
      app.exit(1);
    });
}
