import { expect } from '@playwright/test';
import { deviceAt, test } from '../../app/desktop-test.ts';

test('one in the browser and one on the desktop talk, lose the network, and catch up', async ({ world, deviceOf, desktopOf }) => {
  const [ana, ben] = [await world.person('Ana'), await world.person('Ben')];
  const bens = await deviceOf(ben);
  const anas = await desktopOf(ana);

  const anasView = await anas.startDirect(ben.username, ben.displayName);
  await anasView.send('Hello from the desktop');
  const bensView = await bens.open(ana.displayName);
  await bensView.expectTexts(['Hello from the desktop']);
  await bensView.send('Hello from the browser');
  await anasView.expectTexts(['Hello from the desktop', 'Hello from the browser']);

  await anas.desktop.evaluate((_electron, _given, host) => host.network.set(false));
  await anasView.send('written without a network');
  await bensView.send('sent meanwhile');
  await expect(anas.banner).toContainText('You are offline');
  await anas.desktop.evaluate((_electron, _given, host) => host.network.set(true));
  await anas.hurry();

  const texts = ['Hello from the desktop', 'Hello from the browser', 'sent meanwhile', 'written without a network'];
  await anasView.expectTexts(texts);
  await bensView.expectTexts(texts);
});

test('a start without a network shows the list and the timeline, and sends what is written then once there is one', async ({
  world,
  deviceOf,
  desktopOf,
}) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const first = await desktopOf(ana);
  const { desktop, node } = first;
  await (await first.open(ben.displayName)).expectTexts(['Hello']);

  await desktop.restart({ isOnline: false });
  const anas = await deviceAt(desktop, node);
  const anasView = await anas.open(ben.displayName);
  await anasView.expectTexts(['Hello']);
  await anasView.send('still here');

  await desktop.restart({ isOnline: true });
  const back = await deviceAt(desktop, node);
  await (await back.open(ben.displayName)).expectSent('still here');
  const bens = await deviceOf(ben);
  await (await bens.open(ana.displayName)).expectTexts(['Hello', 'still here']);
});

test('the refresh token never reaches the page, and the session lasts over a kill', async ({ world, desktopOf }) => {
  const ana = await world.person('Ana');
  const { desktop, node, page } = await desktopOf(ana);
  const asked = await page.evaluate(async () => {
    const post = (document: string) => window.parley?.call('server.post', { document, variables: {}, accessToken: null });
    return [await post('mutation { refresh { refreshToken } }'), await post('mutation { refresh { token: refreshToken accessToken } }')];
  });
  expect(asked).toEqual([0, 1].map(() => ({ ok: false, error: expect.objectContaining({ code: 'FORBIDDEN' }) })));
  await desktop.kill();
  await desktop.start();
  await (await deviceAt(desktop, node)).expectSignedIn();
});

test('logging out leaves nothing of the person on the device', async ({ world, desktopOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  await anas.open(ben.displayName);
  await anas.page.evaluate(() => localStorage.setItem('kept', 'until log out'));
  await anas.goToSettings('Profile');
  await anas.page.getByRole('button', { name: 'Log out' }).click();
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
  await anas.expectSignedOut();
  await expect.poll(() => anas.page.evaluate(() => localStorage.getItem('kept'))).toBeNull();
  await anas.desktop.restart();
  const again = await deviceAt(anas.desktop, anas.node);
  await again.expectSignedOut();
});
