import * as electron from 'electron';
import { startDesktop } from './desktop.ts';
import { registerPageScheme } from './protocol/page-scheme.ts';

const { app } = electron;

registerPageScheme(electron.protocol);
// Every page runs in a sandbox, whatever its window says.
app.enableSandbox();
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

app
  .whenReady()
  .then(() => startDesktop(electron, import.meta.dirname))
  .then((desktop) => app.on('activate', () => desktop.showCurrent()))
  .catch((error: unknown) => {
    console.error('Parley did not start.', error);
    app.exit(1);
  });
