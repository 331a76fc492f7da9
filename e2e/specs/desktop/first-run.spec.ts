import { expect } from '@playwright/test';
import { connectTo, deviceAt, signInAt, test } from '../../app/desktop-test.ts';

test('the first start asks for the address, finds the server there, and lets a person sign in', async ({ world, launch, installation }) => {
  const ana = await world.person('Ana');
  const desktop = await launch();
  const shell = await desktop.shownPage();
  await expect(shell.getByRole('heading', { name: 'Welcome to Parley' })).toBeVisible();

  await connectTo(shell, 'ftp://chat.example.org');
  await expect(shell.getByText('This does not look like an address.')).toBeVisible();
  await connectTo(shell, 'http://chat.example.org');
  await expect(shell.getByText('This server does not use encryption')).toBeVisible();
  await connectTo(shell, 'http://localhost:1');
  await expect(shell.getByText('There is no answer from this address.')).toBeVisible();

  const node = installation.node(0);
  await connectTo(shell, new URL(node.url).host);
  const device = await deviceAt(desktop, node);
  await expect(device.page.getByText(`Sign in to ${new URL(node.url).host}`)).toBeVisible();
  await signInAt(device.page, ana);
  await device.expectSignedIn();
});
