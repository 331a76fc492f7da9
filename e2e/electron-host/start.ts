import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { settings } from './settings.ts';

const HOST = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: HOST, shortCircuit: true } : next(specifier, context)),
});

// As Electron has them: the program, the app, and what was given to it.
process.argv = [process.execPath, settings.app, ...process.argv.slice(2)];

const { takeOrders } = await import('./controls.ts');
const { app } = await import('./app.ts');
takeOrders();
process.on('SIGTERM', () => app.quit());
await import(pathToFileURL(path.join(settings.app, 'main.js')).href);
// Never before the program has been loaded.
app.becomeReady();
