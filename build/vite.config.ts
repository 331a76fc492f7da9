import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { leanMarkdown, spokenLanguages } from './lean-libraries.ts';
import { serviceWorker } from './service-worker.ts';

const root = path.resolve(import.meta.dirname, '..');
const backend = `http://127.0.0.1:${process.env.PORT ?? '4000'}`;

/** The page for the browser: built into `dist/web`, or served with hot reload beside a running server. */
export default defineConfig({
  root: path.join(root, 'desktop/renderer'),
  cacheDir: path.join(root, 'node_modules/.cache/vite'),
  plugins: [react(), spokenLanguages(), serviceWorker()],
  resolve: { alias: leanMarkdown },
  build: {
    outDir: path.join(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no inlined data, and a modern browser needs no preload helper.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first script that everybody loads, in kB; more than this is worth a thought.
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      // The endpoint alone: `/graphql/…` are the page's own modules.
      '^/graphql(?:\\?.*)?$': { target: backend, ws: true },
      '/health': backend,
      '/metrics': backend,
      '/.well-known': backend,
    },
  },
});
