import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('three people talk in a group; its owner adds and removes people, and others leave', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];

  const anasView = await anas.createGroup('Release 4.2', [ben]);
  await anasView.send('Welcome');
  const bensView = await bens.open('Release 4.2');
  await bensView.expectTexts(['Welcome']);
  await expect(cleos.row('Release 4.2')).toBeHidden();

  await anasView.openDetails();
  await anasView.details.getByRole('button', { name: 'Add people' }).click();
  await anas.choose(cleo);
  await anas.dialog.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(bensView.log).toContainText(`${ana.displayName} added ${cleo.displayName}`);

  const cleosView = await cleos.open('Release 4.2');
  await cleosView.expectTexts(['Welcome']);
  await cleosView.send('Glad to be here');
  await bensView.send('Hello Cleo');
  for (const view of [anasView, bensView, cleosView]) await view.expectTexts(['Welcome', 'Glad to be here', 'Hello Cleo']);
  await expect(anasView.details.getByRole('listitem')).toHaveCount(3);

  await anasView.chooseForMember(ben.displayName, 'Remove from group');
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(bens.row('Release 4.2')).toBeHidden();
  await expect(bensView.composer).toBeHidden();
  await expect(cleosView.log).toContainText(`${ana.displayName} removed ${ben.displayName}`);
  await anasView.send('Just the two of us');
  await cleosView.expectTexts(['Welcome', 'Glad to be here', 'Hello Cleo', 'Just the two of us']);
  expect(await bens.page.getByText('Just the two of us').count()).toBe(0);

  await cleosView.openDetails();
  await cleosView.details.getByRole('button', { name: 'Leave group' }).click();
  await cleos.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(cleos.row('Release 4.2')).toBeHidden();
  await expect(anasView.log).toContainText(`${cleo.displayName} left`);
  await expect(anasView.details.getByRole('listitem')).toHaveCount(1);
});

test('the owner renames the group, and everybody sees it', async ({ world, deviceOf }) => {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  await world.group(ana, [ben], 'Old name');
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const view = await anas.open('Old name');
  await view.openDetails();
  await view.details.getByRole('button', { name: 'Edit group' }).click();
  await anas.page.getByRole('dialog', { name: 'Edit group' }).getByRole('textbox', { name: 'Group name' }).fill('New name');
  await anas.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(bens.row('New name')).toBeVisible();
  await expect(view.log).toContainText(`${ana.displayName} named the group “New name”`);
});
