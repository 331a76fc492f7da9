import { expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import { test } from '../app/test.ts';

test('two people become contacts, and one says what they are at', async ({ world, newDevice }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await newDevice(), await newDevice()];
  await anas.signIn(ana);
  await bens.signIn(ben);
  await anas.open(ben.displayName);

  await anas.page.getByRole('button', { name: `Show ${ben.displayName}` }).click();
  await anas.dialog.getByRole('button', { name: 'Add contact' }).click();
  await expect(anas.dialog.getByRole('button', { name: 'Take the request back' })).toBeVisible();
  await expectAccessible(anas.page);
  await anas.page.keyboard.press('Escape');

  await expect(bens.rail.getByText('1 request')).toBeAttached();
  await bens.rail.getByRole('link', { name: 'Contacts' }).click();
  await bens.page.getByRole('button', { name: 'Accept' }).click();
  await expect(bens.page.getByRole('region', { name: 'Contacts' }).getByText(ana.displayName)).toBeVisible();
  await expectAccessible(bens.page);

  await bens.rail.getByRole('button', { name: 'Set your status' }).click();
  await bens.dialog.getByRole('textbox', { name: 'What are you at?' }).fill('On a train');
  await bens.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(anas.row(ben.displayName).getByRole('img', { name: 'On a train' })).toBeVisible();
  await anas.page.getByRole('button', { name: `Show ${ben.displayName}` }).click();
  await expect(anas.dialog.getByText('On a train')).toBeVisible();
});

test('somebody blocks another, whose words are folded and who can write no more', async ({ world, newDevice }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await newDevice(), await newDevice()];
  await anas.signIn(ana);
  await bens.signIn(ben);
  const anasView = await anas.open(ben.displayName);
  await anas.page.getByRole('button', { name: `Show ${ben.displayName}` }).click();
  await anas.dialog.getByRole('button', { name: 'Block' }).click();
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click();
  await expect(anas.dialog.getByRole('button', { name: 'Unblock' })).toBeVisible();
  await anas.page.keyboard.press('Escape');
  await expect(anasView.log.getByText('Message from somebody you blocked')).toBeVisible();
  await expect(anas.row(ben.displayName)).toContainText('Message from somebody you blocked');
  await anas.page.getByRole('button', { name: 'Show', exact: true }).click();
  await anasView.expectTexts(['Hello']);

  const bensView = await bens.open(ana.displayName);
  await bensView.composer.fill('Are you there?');
  await bensView.composer.press('Enter');
  await expect(bens.page.getByText('You may not do this.')).toBeVisible();
  await expect(anas.page.getByText('Are you there?')).toBeHidden();

  await anas.goToSettings('Privacy');
  await anas.page.getByRole('button', { name: 'Unblock' }).click();
  await expect(anas.page.getByText('You have blocked nobody.')).toBeVisible();
});

test('somebody changes what others see, and reports a message', async ({ world, newDevice }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await newDevice(), await newDevice()];
  await anas.signIn(ana);
  await bens.signIn(ben);
  await (await bens.open(ana.displayName)).send('Buy now');
  await bens.goToSettings('Profile');
  await bens.page.getByRole('textbox', { name: 'What you do' }).fill('Cartographer');
  await bens.page.getByRole('button', { name: 'Save' }).click();
  await expect(bens.page.getByText('Saved.')).toBeVisible();

  await anas.open(ben.displayName);
  await anas.page.getByRole('button', { name: `Show ${ben.displayName}` }).click();
  await expect(anas.dialog.getByText('Cartographer')).toBeVisible();
  await anas.page.keyboard.press('Escape');
  await anas.page.getByText('Buy now', { exact: true }).last().click({ button: 'right' });
  await anas.page.getByRole('menuitem', { name: 'Report' }).click();
  await anas.dialog.getByRole('button', { name: 'Report' }).click();
  await expect(anas.page.getByText('Thank you. It was reported.')).toBeVisible();
});

test('a new name stands at once beside what was said before, also for who was away', async ({ world, newDevice }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, away] = [await newDevice(), await newDevice()];
  for (const device of [anas, away]) {
    await device.signIn(ana);
    await device.open(ben.displayName);
    await expect(device.page.getByText('Hello', { exact: true }).last()).toBeVisible();
  }
  await away.page.context().setOffline(true);
  await expect(away.page.getByText('offline').first()).toBeVisible();
  const name = `Benedikt ${ben.username}`;
  await ben.api.ask('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', { input: { displayName: name } });
  await expect(anas.row(name)).toBeVisible();
  await expect(anas.page.getByRole('log').getByText(name).first()).toBeVisible();
  await expect(anas.page.getByText(ben.displayName, { exact: true })).toHaveCount(0);
  await away.page.context().setOffline(false);
  await expect(away.row(name)).toBeVisible();
  await away.page.reload();
  await expect(away.row(name)).toBeVisible();
});
