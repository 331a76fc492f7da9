import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { connectTo, deviceAt, signInAt, test } from '../../app/desktop-test.ts';
import { Installation } from '../../world/installation.ts';
import { World } from '../../world/world.ts';

test('two workspaces have sessions of their own; one is shown, and can be removed with all that is kept of it', async ({
  world,
  desktopOf,
}) => {
  test.slow();
  const other = await Installation.start(1);
  try {
    const [ana, abroad] = [await world.person('Ana'), await new World(other.urls).person('Ana')];
    const { desktop, node, page } = await desktopOf(ana);
    await page.evaluate(() => window.parley?.call('workspaces.manage', {}));
    await connectTo(await desktop.shellPage(), other.node(0).url);
    const second = await deviceAt(desktop, other.node(0));
    await signInAt(second.page, abroad);
    await second.expectSignedIn();
    const folders = path.join(desktop.userData, 'workspaces');
    expect(readdirSync(folders)).toHaveLength(2);

    // Both at once after a restart, the one that was shown last in front.
    await desktop.restart();
    const again = await deviceAt(desktop, other.node(0));
    await again.expectSignedIn();
    await expect.poll(async () => (await desktop.pages()).length).toBe(2);
    const list = await again.page.evaluate(async () => window.parley?.call('workspaces.list', {}));
    expect(list).toMatchObject({ ok: true, value: { workspaces: [{ url: node.url }, { url: other.node(0).url }] } });

    await again.page.evaluate(() => window.parley?.call('workspaces.manage', {}));
    const shell = await desktop.shellPage();
    const name = new URL(other.node(0).url).host;
    await shell.getByRole('button', { name: `Remove ${name}` }).click();
    await shell.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(shell.getByRole('listitem')).toHaveCount(1);
    expect(readdirSync(folders)).toHaveLength(1);
    await shell
      .getByRole('button', { name: new URL(node.url).host, exact: false })
      .first()
      .click();
    await (await deviceAt(desktop, node)).expectSignedIn();
  } finally {
    await other.remove();
  }
});

test('E10 where the system keeps no keys, a passphrase opens what is kept', async ({ world, launch, installation }) => {
  const ana = await world.person('Ana');
  const node = installation.node(0);
  const desktop = await launch({ hasKeyStore: false });
  const shell = await desktop.shownPage();
  await expect(shell.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible();
  await shell.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
  await shell.getByLabel('The same again').fill('correct horse battery');
  await shell.getByRole('button', { name: 'Use this passphrase' }).click();
  await connectTo(shell, node.url);
  const device = await deviceAt(desktop, node);
  await signInAt(device.page, ana);
  await device.expectSignedIn();

  await desktop.restart();
  const back = await desktop.shownPage();
  await back.getByLabel('Passphrase', { exact: true }).fill('another one altogether');
  await back.getByRole('button', { name: 'Open' }).click();
  await expect(back.getByText('This is not the passphrase.')).toBeVisible();
  await back.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
  await back.getByRole('button', { name: 'Open' }).click();
  await (await deviceAt(desktop, node)).expectSignedIn();
});

test('E10 without a key store and a passphrase nothing is kept', async ({ world, launch, installation }) => {
  const ana = await world.person('Ana');
  const node = installation.node(0);
  const desktop = await launch({ hasKeyStore: false });
  const shell = await desktop.shownPage();
  await shell.getByRole('button', { name: 'Go on without keeping anything here' }).click();
  await connectTo(shell, node.url);
  const device = await deviceAt(desktop, node);
  await signInAt(device.page, ana);
  await device.expectSignedIn();
  expect(existsSync(path.join(desktop.userData, 'workspaces'))).toBe(false);
  expect(existsSync(path.join(desktop.userData, 'key'))).toBe(false);
  await desktop.restart();
  await (await desktop.shownPage()).getByRole('button', { name: 'Go on without keeping anything here' }).click();
  await (await deviceAt(desktop, node)).expectSignedOut();
});
