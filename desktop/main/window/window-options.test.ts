import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { windowOptions } from './window-options.ts';

test('E1 every window has a sandbox and a world of its own, and no Node', () => {
  const about = { version: '1.0.0', platform: 'linux', isPackaged: false, workspace: null };
  const { webPreferences, show } = windowOptions({ about, session: {} as Session, preload: '/app/preload.cjs' });
  expect(show).toBe(false);
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
  });
});
