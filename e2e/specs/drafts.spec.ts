import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

// Two devices each, which sign in one after the other.
test.slow();

test('a draft moves with its writer from one device to the other, and goes once it is sent', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const [deskView, phoneView] = [await desk.open(ben.displayName), await phone.open(ben.displayName)];
  await deskView.composer.fill('half a thought');
  await expect(phoneView.composer).toHaveValue('half a thought');
  await phoneView.composer.fill('half a thought and the rest');
  await expect(deskView.composer).toHaveValue('half a thought and the rest');
  await deskView.composer.press('Enter');
  await phoneView.expectTexts(['Hello', 'half a thought and the rest']);
  await expect(phoneView.composer).toHaveValue('');
  await phone.page.reload();
  await expect(phoneView.composer).toHaveValue('');
});

test('what was typed without a network is there on the other device once there is one', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const [deskView, phoneView] = [await desk.open(ben.displayName), await phone.open(ben.displayName)];
  await desk.page.context().setOffline(true);
  await deskView.composer.fill('written in the train');
  await deskView.composer.blur();
  await desk.page.context().setOffline(false);
  await expect(phoneView.composer).toHaveValue('written in the train', { timeout: 20_000 });
});

test('an answer that is being written is one on the other device too, and after a reload', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const [deskView, phoneView] = [await desk.open(ben.displayName), await phone.open(ben.displayName)];
  await deskView.composer.fill('about that');
  await desk.page.getByText('Hello', { exact: true }).last().click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'Answer', exact: true }).click();
  await expect(phoneView.composer).toHaveValue('about that');
  await expect(phone.page.getByText(`Answer to ${ben.displayName}`)).toBeVisible();
  await phone.page.reload();
  await expect(phone.page.getByText(`Answer to ${ben.displayName}`)).toBeVisible();
  await phoneView.composer.press('Enter');
  await phoneView.expectTexts(['Hello', 'about that']);
  await expect(deskView.composer).toHaveValue('');
  await expect(desk.page.getByText(`Answer to ${ben.displayName}`)).toBeHidden();
});
