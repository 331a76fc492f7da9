import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from '../../app/accessibility.ts';
import type { Desktop } from '../../app/desktop.ts';
import { keepPictures } from '../../app/desktop-pictures.ts';
import { changeStore, storePlaceOf } from '../../app/desktop-store.ts';
import { deviceAt, expectKept, signInAt, test } from '../../app/desktop-test.ts';

/**
 * Where the Chromium of the test host, which is a whole browser, keeps its open tabs with what is typed in them, and the titles of the pages that were
 * visited. Electron has neither tabs to restore nor a history.
 */
const KEPT_BY_BROWSER = /[\\/]Default[\\/](Sessions[\\/]|History)/;

const filesOf = ({ userData, host }: Desktop) =>
  readdirSync(userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => host === 'electron' || !KEPT_BY_BROWSER.test(file));

/** Chromium, which outlives the program by a moment, may take a file away while it is looked for. */
const read = (file: string) => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0));

const filesWith = (desktop: Desktop, text: string) =>
  filesOf(desktop).filter((file) => [text, Buffer.from(text, 'utf16le')].some((bytes) => read(file).includes(bytes)));

function databaseOf(desktop: Desktop): string {
  const file = filesOf(desktop).find((each) => path.basename(each) === 'parley.db');
  if (file === undefined) throw new Error('Nothing is kept.');
  return file;
}

test('nothing that was said is on the disk in plain text, after a kill (E11)', async ({ world, desktopOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, 'zqcanary of Ben');
  const anas = await desktopOf(ana);
  const talk = await anas.open(ben.displayName);
  await talk.expectTexts(['Hello', 'zqcanary of Ben']);
  await talk.send('zqcanary of Ana');
  await talk.expectSent('zqcanary of Ana');
  await talk.composer.fill('zqcanary that is not sent');
  await expectKept(anas, 'zqcanary that is not sent');
  await anas.desktop.kill();
  expect(existsSync(databaseOf(anas.desktop))).toBe(true);
  expect(filesWith(anas.desktop, 'zqcanary')).toEqual([]);
  expect(filesWith(anas.desktop, ben.displayName)).toEqual([]);
});

test('logging out leaves no file of the person', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  await anas.open(ben.displayName);
  const folder = path.dirname(databaseOf(anas.desktop));
  await anas.goToSettings('Profile');
  await anas.page.getByRole('button', { name: 'Log out' }).click();
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
  await anas.expectSignedOut();
  await expect.poll(() => existsSync(folder)).toBe(false);
});

test('a file that cannot be read is begun anew: everything is there again, and it is said', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const { desktop, node } = await desktopOf(ana);
  await desktop.quit();
  const file = databaseOf(desktop);
  writeFileSync(file, readFileSync(file).fill(0xa5, 0, 4096));
  await desktop.start();
  const anas = await deviceAt(desktop, node);
  const told = anas.page.getByText('Something that waited to be sent may be lost.');
  await expect(told).toBeVisible();
  const size = anas.page.viewportSize() ?? { width: 1280, height: 800 };
  await anas.page.setViewportSize({ width: 360, height: 640 });
  await expect(told, 'where the list is alone').toBeVisible();
  await expectAccessible(anas.page, { isOfApp: true });
  await anas.page.setViewportSize(size);
  await keepPictures(anas.page, 'keeping-partly-lost');
  await (await anas.open(ben.displayName)).expectTexts(['Hello']);
  await anas.page.getByRole('button', { name: 'Got it' }).click();
  await expect(anas.page.getByText('could not be read')).toBeHidden();
  await desktop.restart({ isOnline: false });
  await (await (await deviceAt(desktop, node)).open(ben.displayName)).expectTexts(['Hello']);
});

test('a file that a newer version wrote is left as it is: one talks on, nothing of it is kept, and that is said', async ({
  world,
  desktopOf,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const { desktop, node } = await desktopOf(ana);
  const place = await storePlaceOf(desktop, ana.id);
  await desktop.quit();
  changeStore(place, 'PRAGMA user_version = 99990');
  const before = readFileSync(databaseOf(desktop));
  await desktop.start();
  const anas = await deviceAt(desktop, node);
  const banner = anas.page.getByRole('status').filter({ hasText: 'A newer version of Parley was here.' });
  await expect(banner).toBeVisible();
  const talk = await anas.open(ben.displayName);
  await talk.expectTexts(['Hello']);
  await talk.send('kept by nobody here');
  await talk.expectSent('kept by nobody here');
  expect(await world.texts(ben, conversationId)).toEqual(['Hello', 'kept by nobody here']);
  await expectAccessible(anas.page, { isOfApp: true });
  await keepPictures(anas.page, 'keeping-newer-version');
  await anas.page.getByRole('button', { name: 'Got it' }).click();
  await expect(banner).toBeHidden();
  await desktop.quit();
  expect(readFileSync(databaseOf(desktop)).equals(before)).toBe(true);
});

test('a lost key costs what is kept, not the account', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const { desktop, node } = await desktopOf(ana);
  await desktop.quit();
  for (const file of filesOf(desktop).filter((each) => path.basename(each) === 'secrets')) rmSync(file);
  await desktop.start();
  const anas = await deviceAt(desktop, node);
  await signInAt(anas.page, ana);
  await anas.expectSignedIn();
  await (await anas.open(ben.displayName)).expectTexts(['Hello']);
});
