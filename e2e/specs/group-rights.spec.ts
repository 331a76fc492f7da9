import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('an admin adds people, and a member whom the owner lets no longer write reads on', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  await world.group(ana, [ben], 'Launch');
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const [anasView, bensView] = [await anas.open('Launch'), await bens.open('Launch')];
  await bensView.openDetails();
  await expect(bensView.details.getByRole('button', { name: 'Add people' })).toBeHidden();

  await anasView.openDetails();
  await anasView.chooseForMember(ben.displayName, 'Make admin');
  await bensView.details.getByRole('button', { name: 'Add people' }).click();
  await bens.choose(cleo);
  await bens.dialog.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(anasView.log).toContainText(`${ben.displayName} added ${cleo.displayName}`);
  await expect(anasView.log).toContainText(`${ana.displayName} made ${ben.displayName} an admin`);

  const cleos = await deviceOf(cleo);
  const cleosView = await cleos.open('Launch');
  await anasView.details.getByRole('button', { name: 'Edit group' }).click();
  await anas.dialog.getByRole('button', { name: 'Write messages' }).click();
  await anas.page.getByRole('option', { name: 'owner and admins' }).click();
  await anas.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(cleosView.composer).toBeHidden();
  await expect(bensView.composer).toBeVisible();
  await bensView.send('News from an admin');
  await cleosView.expectTexts(['News from an admin']);
});

test('a public group is found and joined; a new member does not see what it keeps to itself', async ({ world, deviceOf }) => {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  const name = `Open house of ${ana.username}`;
  await world.group(ana, [], name);
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const anasView = await anas.open(name);
  await anasView.send('Before Ben came');
  await anasView.expectSent('Before Ben came');
  await anasView.openDetails();
  await anasView.details.getByRole('button', { name: 'Edit group' }).click();
  await anas.dialog.getByText('Public group').click();
  await anas.dialog.getByRole('button', { name: 'New members see' }).click();
  await anas.page.getByRole('option', { name: 'only what is said after they joined' }).click();
  await anas.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(anasView.log).toContainText(`${ana.displayName} made the group public`);

  await bens.page.getByRole('button', { name: 'New conversation' }).first().click();
  await bens.dialog.getByRole('button', { name: 'Browse groups' }).click();
  await bens.dialog.getByRole('textbox', { name: 'Find a public group' }).fill(name);
  await bens.page.getByRole('option', { name }).click();
  await expect(anasView.log).toContainText(`${ben.displayName} joined the group`);
  const bensView = await bens.open(name);
  await anasView.send('Welcome');
  await bensView.expectTexts(['Welcome']);
});

test('an invitation link lets a second person in, until it is revoked', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  await world.group(ana, [], 'By invitation');
  const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];
  const anasView = await anas.open('By invitation');
  await anasView.openDetails();
  await anasView.details.getByRole('button', { name: 'Invite by link' }).click();
  await anas.dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = new URL(await anas.dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue());

  await bens.page.goto(link.pathname);
  await expect(bens.page.getByText(`${ana.displayName} invites you.`)).toBeVisible();
  await bens.page.getByRole('button', { name: 'Join group' }).click();
  const bensView = await bens.open('By invitation');
  await bensView.send('Thank you');
  await anasView.expectTexts(['Thank you']);

  await anas.dialog.getByRole('button', { name: /^Revoke the link/ }).click();
  await expect(anas.dialog.getByText('No link works at the moment.')).toBeVisible();
  await cleos.page.goto(link.pathname);
  await expect(cleos.page.getByText('This invitation does not work')).toBeVisible();
});
