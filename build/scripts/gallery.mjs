// `npm run gallery`: every part of the page in every state, with hot reload, until it is stopped.
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  console.log('The parts of the page: http://localhost:5174');
  await node(['node_modules/vite/bin/vite.js', '--config', 'build/gallery.config.ts']);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
