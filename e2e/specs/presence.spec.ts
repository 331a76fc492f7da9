import { expect, type Locator } from '@playwright/test';
import { test } from '../app/test.ts';

/** What PRESENCE-2 promises, and what a busy machine takes to draw it. */
const SOON = { timeout: 1_000 + 1_500 };
const GRACE_MS = 5_000;
/** After a clean close. */
const AFTER_GRACE = { timeout: GRACE_MS + 3_000 };
/** Five minutes without input, and a little. */
const IDLE_MS = 5 * 60_000 + 1_000;

/** Notes every text that an element shows from now on. Gives the function that tells them. */
async function watchText(element: Locator): Promise<() => Promise<string[]>> {
  await element.evaluate((node) => {
    const texts = [node.textContent ?? ''];
    const note = () => {
      if (node.textContent !== texts.at(-1)) texts.push(node.textContent ?? '');
    };
    new MutationObserver(note).observe(node, { childList: true, characterData: true, subtree: true });
    Object.assign(node, { shownTexts: texts });
  });
  return () => element.evaluate((node) => (node as unknown as { shownTexts: string[] }).shownTexts);
}

test('who opens the page shows as online, as away without input, and as online again at the first touch', async ({
  world,
  deviceOf,
  newDevice,
}) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await expect(view.subtitle).toHaveText(`@${ben.username}`);
  await expect(anas.sign(ben.displayName)).toHaveCount(0);

  const bens = await newDevice();
  await bens.page.clock.install();
  await bens.signIn(ben);
  await expect(view.subtitle).toHaveText('Online · browser', SOON);
  await expect(anas.sign(ben.displayName, 'ONLINE')).toBeVisible();
  await expect(anas.row(ben.displayName)).toHaveAccessibleName(/, Online/);
  await view.openDetails();
  await expect(view.details.getByText('Online · browser')).toBeVisible();

  await bens.page.clock.fastForward(IDLE_MS);
  await expect(view.subtitle).toHaveText('Away · browser', SOON);
  await expect(anas.sign(ben.displayName, 'AWAY')).toBeVisible();

  await bens.page.mouse.move(40, 40);
  await expect(view.subtitle).toHaveText('Online · browser', SOON);
});

test('do not disturb is shown as that; invisible looks like having left', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const view = await anas.open(ben.displayName);
  await expect(view.subtitle).toHaveText('Online · browser');

  await bens.chooseSetting('Your status', 'Do not disturb');
  await expect(view.subtitle).toHaveText('Do not disturb · browser', SOON);
  await expect(anas.sign(ben.displayName, 'BUSY')).toBeVisible();

  await bens.chooseSetting('Your status', 'Invisible');
  await expect(view.subtitle).toHaveText('Last seen just now', SOON);
  await expect(anas.sign(ben.displayName)).toHaveCount(0);
  // Who is invisible still sees the others.
  await expect(bens.sign(ana.displayName, 'ONLINE')).toBeVisible();

  await bens.chooseSetting('Your status', 'Automatic');
  await expect(view.subtitle).toHaveText('Online · browser', SOON);
});

test('only those a person allows see them, be it here or when they were last', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const cleo = await world.person('Cleo');
  await world.contacts(ana, ben);
  await world.group(ana, [ben, cleo], 'Crew');
  const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];
  const view = await anas.open(ben.displayName);
  const cleosView = await cleos.open('Crew');
  await cleosView.openDetails();
  const benAtCleos = cleosView.details.getByRole('listitem').filter({ hasText: ben.displayName });
  await expect(view.subtitle).toHaveText('Online · browser');
  await expect(benAtCleos.locator('[data-status=ONLINE]')).toBeVisible();

  await bens.chooseSetting('Who sees when you are here, and when you were last', 'My contacts');
  await expect(benAtCleos.locator('[data-status]')).toHaveCount(0, SOON);
  await expect(benAtCleos).not.toContainText('Last seen');
  await expect(view.subtitle).toHaveText('Online · browser');

  await bens.chooseSetting('Who sees when you are here, and when you were last', 'Nobody');
  await expect(view.subtitle).toHaveText(`@${ben.username}`, SOON);
  await expect(anas.sign(ben.displayName)).toHaveCount(0);

  await bens.chooseSetting('Who sees when you are here, and when you were last', 'Everyone');
  await expect(view.subtitle).toHaveText('Online · browser', SOON);
  await expect(benAtCleos.locator('[data-status=ONLINE]')).toBeVisible(SOON);
});

test('a closed page shows when the person was last seen, after a grace; a reload shows nothing of it', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  for (const other of [ben, cleo]) await world.send(other, await world.direct(other, ana), 'Hello');
  const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];
  const view = await anas.open(ben.displayName);
  await expect(view.subtitle).toHaveText('Online · browser');
  await expect(anas.sign(cleo.displayName, 'ONLINE')).toBeVisible();
  const shownOfBen = await watchText(view.subtitle);

  await bens.page.reload();
  await bens.expectSignedIn();
  // Cleo leaves later than Ben reloaded: once she has had her grace, his would be over.
  const closedAt = Date.now();
  await cleos.page.close();
  await expect(anas.sign(cleo.displayName)).toHaveCount(0, AFTER_GRACE);
  expect(Date.now() - closedAt).toBeGreaterThan(GRACE_MS - 1_000);
  expect(await shownOfBen()).toEqual(['Online · browser']);

  await bens.page.close();
  await expect(view.subtitle).toHaveText('Last seen just now', AFTER_GRACE);
  expect(await shownOfBen()).toEqual(['Online · browser', 'Last seen just now']);
});
