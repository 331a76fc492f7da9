import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('a wrong password, a taken name and a short password are explained in place', async ({ world, newDevice }) => {
  const ana = await world.person('Ana');
  const { page } = await newDevice();
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Username' }).fill(ana.username);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('That username and password do not go together.');

  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Another Ana');
  await page.getByRole('textbox', { name: 'Username' }).fill(ana.username);
  await page.getByLabel('Password', { exact: true }).fill('a long enough secret');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This username is taken. Choose another.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Username' })).toHaveAttribute('aria-invalid', 'true');

  await page.getByRole('textbox', { name: 'Username' }).fill(`${ana.username}2`);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});

test('a link to a conversation leads there after signing in', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await newDevice();
  await anas.signIn(ana, `/c/${conversationId}`);
  await anas.conversation.expectOpen(ben.displayName);
  await anas.conversation.expectTexts(['Hello']);
  expect(new URL(anas.page.url()).pathname).toBe(`/c/${conversationId}`);
});

test('a link to a conversation of others leads nowhere', async ({ world, deviceOf }) => {
  const { conversationId } = await world.twoPeopleTalking();
  const cleos = await deviceOf(await world.person('Cleo'));
  await cleos.page.goto(`/c/${conversationId}`);
  await expect(cleos.page.getByText('There is nothing here')).toBeVisible();
});

test('a draft is kept over a reload, and put down by sending it', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await view.composer.pressSequentially('half a thought');
  await anas.goTo('Conversations');
  await expect(anas.row(ben.displayName)).toContainText('Draft: half a thought');
  await anas.page.reload();
  await anas.open(ben.displayName);
  await expect(view.composer).toHaveValue('half a thought');
  await view.composer.press('Enter');
  await view.expectSent('half a thought');
  await anas.page.reload();
  await view.expectTexts(['Hello', 'half a thought']);
  await expect(view.composer).toHaveValue('');
});

test('logging out leaves nothing in the browser, and a reload stays out', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await view.expectTexts(['Hello']);
  await view.composer.pressSequentially('a secret draft');
  await anas.goTo('Settings');
  await anas.page.getByRole('button', { name: 'Log out' }).click();
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
  await anas.expectSignedOut();
  await expect.poll(() => anas.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
  expect(await anas.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(ana.id);
  expect(await anas.page.context().cookies()).toEqual([]);
  await anas.page.goto('/');
  await anas.expectSignedOut();
  await anas.page.goBack();
  await expect(anas.page.getByText('Hello', { exact: true })).toHaveCount(0);
});

test('ending a session signs the other device out at once', async ({ world, newDevice }) => {
  const ana = world.stranger('Ana');
  const [desk, phone] = [await newDevice(), await newDevice()];
  await desk.signUp(ana);
  await phone.signIn(ana);
  await desk.goToSettings('Sessions');
  await expect(desk.page.getByText('This device')).toBeVisible();
  await desk.page.getByRole('button', { name: /^End the session on/ }).click();
  await expect(desk.page.getByText(/^The session on .* has ended\.$/)).toBeVisible();
  await phone.expectSignedOut();
  await desk.page.reload();
  await desk.expectSignedIn();
});
