import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from '../../app/accessibility.ts';
import { expectLocked, PIN, setPin, unlock } from '../../app/desktop-lock.ts';
import { DesktopSystem } from '../../app/desktop-system.ts';
import { test } from '../../app/desktop-test.ts';

test('a PIN closes the app: nothing of it is left but the way back in, also after a restart', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const { desktop } = anas;
  await setPin(anas.page, (page) => expectAccessible(page, { isOfApp: true }));
  await anas.page.getByRole('button', { name: 'Lock now' }).click();
  const locked = await expectLocked(desktop);
  await expectAccessible(locked, { isOfApp: true });
  for (const wrong of ['guess 1', 'guess 2']) {
    await unlock(locked, wrong);
    await expect(locked.getByText('This is not the PIN.')).toBeVisible();
  }
  await unlock(locked, 'guess 3');
  await expect(locked.getByText(/You can try again in/)).toBeVisible();
  await expect.poll(() => locked.evaluate(() => window.parley?.call('lock.wait', {}))).toEqual({ ok: true, value: { waitMs: 0 } });
  await unlock(locked, PIN);
  const page = await desktop.workspacePage();
  await expect(page.getByRole('link', { name: ben.displayName })).toContainText('Hello');

  await desktop.restart();
  await unlock(await expectLocked(desktop), PIN);
  await expect((await desktop.workspacePage()).getByRole('link', { name: ben.displayName })).toContainText('Hello');
});

test('the app locks with the screen, and when nobody touches the computer', async ({ world, desktopOf }) => {
  const anas = await desktopOf(await world.person('Ana'));
  const system = new DesktopSystem(anas.desktop);
  await setPin(anas.page);
  await system.power('lock-screen');
  const locked = await expectLocked(anas.desktop);
  await system.power('unlock-screen');
  await unlock(locked, PIN);
  await anas.desktop.workspacePage();
  await system.idle(16 * 60);
  await expect(async () => void (await expectLocked(anas.desktop))).toPass({ timeout: 30_000 });
});

test('who forgot the PIN removes what is kept, and signs in again', async ({ world, desktopOf }) => {
  const anas = await desktopOf(await world.person('Ana'));
  const { desktop } = anas;
  await setPin(anas.page);
  await anas.page.getByRole('button', { name: 'Lock now' }).click();
  const locked = await expectLocked(desktop);
  await locked.getByRole('button', { name: 'I forgot the PIN' }).click();
  const dialog = locked.getByRole('alertdialog');
  await expectAccessible(locked, { isOfApp: true });
  await dialog.getByRole('button', { name: 'Remove everything' }).click();
  await expect(locked.getByRole('heading', { name: 'Welcome to Parley' })).toBeVisible();
  const workspaces = path.join(desktop.userData, 'workspaces');
  expect(existsSync(workspaces) ? readdirSync(workspaces) : []).toEqual([]);
});
