import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** The page with every part of `ui/` in every state: built into `dist/gallery`, or served with hot reload by `npm run gallery`. */
export default defineConfig({
  root: path.join(root, 'desktop/renderer/gallery'),
  cacheDir: path.join(root, 'node_modules/.cache/vite-gallery'),
  plugins: [react()],
  build: { outDir: path.join(root, 'dist/gallery'), emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', port: 5174, strictPort: true },
});
