import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('what a person decides is the same on all their devices', async ({ world, deviceOf }) => {
  const ana = await world.person('Ana');
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  await phone.goToSettings('Profile');
  const phoneStatus = phone.page.getByRole('radiogroup', { name: 'Your status' });
  const phoneReceipts = phone.page.getByRole('switch', { name: 'Read receipts' });
  await expect(phoneStatus.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  await desk.chooseSetting('Your status', 'Do not disturb');
  await expect(phoneStatus.getByRole('radio', { name: 'Do not disturb' })).toBeChecked();
  await expect(phone.rail.locator('[data-status=BUSY]')).toBeVisible();

  await phone.goToSettings('Privacy');
  await expect(phoneReceipts).toBeChecked();
  await desk.setReadReceipts(false);
  await expect(phoneReceipts).not.toBeChecked();
  await desk.chooseSetting('Who sees when you are here, and when you were last', 'Nobody');
  await expect(phone.page.getByRole('radio', { name: 'Nobody' })).toBeChecked();

  await phone.page.reload();
  await expect(phoneReceipts).not.toBeChecked();
  await phone.goToSettings('Profile');
  await expect(phoneStatus.getByRole('radio', { name: 'Do not disturb' })).toBeChecked();
});

test('how the page looks is chosen on each device and kept there', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { page, ...device } = await deviceOf(await world.person('Ana'));
  const root = page.locator('html');
  await page.goto('/settings/appearance');
  await page.getByRole('radiogroup', { name: 'Appearance' }).getByText('Dark').click();
  await expect(root).toHaveCSS('color-scheme', 'dark');
  await page.getByRole('radiogroup', { name: 'Text size' }).getByText('Larger').click();
  await expect(root).toHaveCSS('font-size', '21px');
  await page.getByText('High contrast', { exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click();
  await page.reload();
  await expect(device.rail).toBeVisible();
  await expect(root).toHaveCSS('color-scheme', 'dark');
  await expect(root).toHaveCSS('font-size', '21px');
  await expect(page.getByRole('switch', { name: 'High contrast' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Compact' })).toBeChecked();
});

test('the page speaks the language of the browser, or the one that was chosen', { tag: '@one-node' }, async ({ world, newDevice }) => {
  const ana = await world.person('Ana');
  const { page, rail } = await newDevice({ locale: 'de-AT' });
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Benutzername' }).fill(ana.username);
  await page.getByLabel('Passwort', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('navigation', { name: 'Hauptnavigation' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');

  await page.goto('/settings/language');
  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await expect(rail).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('each section of the settings has an address, and an unknown one leads nowhere', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { page } = await deviceOf(await world.person('Ana'), { viewport: { width: 360, height: 740 } });
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Language' }).click();
  await expect(page).toHaveURL('/settings/language');
  await page.getByRole('button', { name: 'Back to the settings' }).click();
  await expect(page).toHaveURL('/settings');
  await page.goto('/settings/nowhere');
  await expect(page.getByText('There is nothing here')).toBeVisible();
});

test('a new password ends the other sessions, and is what one signs in with from then on', async ({ world, newDevice, deviceOf }) => {
  const ana = await world.person('Ana');
  const renewed = { ...ana, password: `another ${ana.password}` };
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  await desk.goTo('Settings');
  await desk.page.getByRole('button', { name: 'Change password' }).click();
  const [current, next] = [desk.dialog.getByLabel('Current password'), desk.dialog.getByLabel('New password')];
  const submit = desk.dialog.getByRole('button', { name: 'Change password' });

  await current.fill('not the password');
  await next.fill(renewed.password);
  await submit.click();
  await expect(desk.dialog.getByText('This is not your current password.')).toBeVisible();
  await current.fill(ana.password);
  await next.fill('short');
  await submit.click();
  await expect(next).toHaveAttribute('aria-invalid', 'true');

  await next.fill(renewed.password);
  await next.press('Enter');
  await expect(desk.dialog).toBeHidden();
  await expect(desk.page.getByText('Your password is changed.')).toBeVisible();
  await phone.expectSignedOut();
  await desk.page.reload();
  await desk.expectSignedIn();

  const other = await newDevice();
  await other.page.goto('/sign-in');
  await other.page.getByRole('textbox', { name: 'Username' }).fill(ana.username);
  await other.page.getByLabel('Password', { exact: true }).fill(ana.password);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.page.getByRole('alert')).toHaveText('That username and password do not go together.');
  await other.signIn(renewed);
});
