import { expect } from '@playwright/test';
import { expectAccessible } from '../../app/accessibility.ts';
import { DesktopSystem, openAppSettings } from '../../app/desktop-system.ts';
import { test } from '../../app/desktop-test.ts';

test('the window is where it was, as large as it was, and its content too', async ({ world, desktopOf }) => {
  const { desktop } = await desktopOf(await world.person('Ana'));
  const system = new DesktopSystem(desktop);
  const place = { x: 240, y: 160, width: 900, height: 640 };
  const placed = () =>
    desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.getBounds(),
    );
  const zoom = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
  await desktop.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await system.choose('app', 'Larger');
  await system.choose('app', 'Larger');
  expect(await zoom()).toBe(1.25);
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await desktop.restart();
  await desktop.workspacePage();
  expect(await placed()).toEqual(place);
  await expect.poll(zoom).toBe(1.25);
  await system.choose('app', 'Actual size');
  expect(await zoom()).toBe(1);
});

test('closing the window leaves the app in the tray, from where it comes back, and a second start shows it', async ({
  world,
  desktopOf,
}) => {
  const { desktop } = await desktopOf(await world.person('Ana'));
  const system = new DesktopSystem(desktop);
  const close = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await close();
  await system.expectSeen(0);
  await system.pressTray();
  await system.expectSeen(1);
  await close();
  expect(await desktop.startSecond([])).toBe(0);
  await system.expectSeen(1);
  await close();
  await system.choose('tray', 'Quit Parley');
  expect(await desktop.exited()).toBe(0);
});

test('what is decided for this computer is in the settings, holds at once and is kept', async ({ world, desktopOf }) => {
  const { desktop, page } = await desktopOf(await world.person('Ana'));
  const keys = () => desktop.evaluate((_electron, _given, { system }) => [...system.shortcuts.keys()]);
  await openAppSettings(page);
  await expectAccessible(page, { isOfApp: true });
  await desktop.evaluate((_electron, _given, { system }) => void system.takenShortcuts.add('CommandOrControl+Alt+M'));
  const choose = async (label: string, option: string) => {
    await page.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Keys that bring Parley to the front from anywhere', 'Ctrl Alt M');
  await expect(page.getByRole('alert')).toHaveText('Another program has these keys. Choose others.');
  await choose('Keys that bring Parley to the front from anywhere', 'Ctrl Alt P');
  await expect.poll(keys).toEqual(['CommandOrControl+Alt+P']);
  await choose('Size of the window’s content', '110 %');
  await expect.poll(() => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBe(1.1);
  await page.getByText('Stay in the tray when the window is closed').click();
  await desktop.restart();
  await desktop.workspacePage();
  await expect.poll(keys).toEqual(['CommandOrControl+Alt+P']);
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await desktop.exited()).toBe(0);
});

test('menus and tray speak the language of the page', async ({ world, desktopOf }) => {
  const { desktop, page } = await desktopOf(await world.person('Ana'));
  const system = new DesktopSystem(desktop);
  expect(await system.labels('app')).toEqual(['File', 'Edit', 'View', 'Workspaces', 'Window', 'Help']);
  await page.evaluate(() => localStorage.setItem('parley.language', 'de'));
  await page.reload();
  await expect.poll(() => system.labels('app')).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Arbeitsbereiche', 'Fenster', 'Hilfe']);
  expect(await system.labels('tray')).toContain('Parley beenden');
});

test('a page that breaks is there again with what was being written, and says so', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const talk = await anas.open(ben.displayName);
  await talk.composer.fill('half a thought');
  await anas.goTo('Settings');
  await expect(anas.row(ben.displayName)).toContainText('half a thought');
  await anas.desktop.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  });
  await expect(anas.page.getByText('This window stopped working and was loaded again.')).toBeVisible();
  await anas.open(ben.displayName);
  await expect(talk.composer).toHaveValue('half a thought');
});

test('the end of the app loses nothing that was just written', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const talk = await anas.open(ben.displayName);
  await talk.composer.fill('to be continued');
  await anas.desktop.restart();
  const page = await anas.desktop.workspacePage();
  await page.getByRole('link', { name: ben.displayName }).click();
  await expect(page.getByRole('main').locator('textarea')).toHaveValue('to be continued');
});

test('who leaves the computer is away at once, and who works in another program is not', async ({ world, desktopOf, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const bens = await deviceOf(ben);
  await expect(bens.sign(ana.displayName, 'ONLINE')).toBeVisible();
  const system = new DesktopSystem(anas.desktop);
  await system.power('lock-screen');
  await expect(bens.sign(ana.displayName, 'AWAY')).toBeVisible();
  await system.power('unlock-screen');
  await expect(bens.sign(ana.displayName, 'ONLINE')).toBeVisible();
});
