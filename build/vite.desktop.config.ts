import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import manifest from '../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '..');
const desktop = path.join(root, 'desktop');
const outDir = path.join(root, 'dist/desktop');

/** What Electron or its package folder brings: itself, and the database with its prebuilt binary. */
const EXTERNAL = ['electron', 'better-sqlite3-multiple-ciphers', 'electron-updater'];

/** Each part is one file, without a package of ours beside it; `--mode` chooses. A preload script in a sandbox can be nothing but CommonJS. */
const PARTS: Readonly<Record<string, { readonly entry: Readonly<Record<string, string>>; readonly isSandboxed: boolean }>> = {
  main: { entry: { main: path.join(desktop, 'main/main.ts') }, isSandboxed: false },
  'store-worker': { entry: { 'store-worker': path.join(desktop, 'main/store/store-worker.ts') }, isSandboxed: false },
  preload: { entry: { preload: path.join(desktop, 'preload/preload.ts') }, isSandboxed: true },
};

/** Makes the folder what Electron starts: a package with its main program. */
function packageFile(): Plugin {
  const { name, version, description, license } = manifest;
  const content = { name, productName: 'Parley', version, description, license, type: 'module', main: 'main.js' };
  return {
    name: 'parley-desktop-package',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: `${JSON.stringify(content, null, 2)}\n` });
    },
  };
}

/** The programs of the desktop app, built into `dist/desktop`; its page is the one in `dist/web`. */
export default defineConfig(({ mode }) => {
  const part = PARTS[mode];
  if (part === undefined) throw new Error(`--mode is one of ${Object.keys(PARTS).join(', ')}.`);
  return {
    root: desktop,
    cacheDir: path.join(root, 'node_modules/.cache/vite-desktop'),
    publicDir: false,
    plugins: mode === 'main' ? [packageFile()] : [],
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        input: part.entry,
        external: EXTERNAL,
        output: part.isSandboxed ? { format: 'cjs', entryFileNames: '[name].cjs' } : { format: 'es', entryFileNames: '[name].js' },
      },
    },
  };
});
