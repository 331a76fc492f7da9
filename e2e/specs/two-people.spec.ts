import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('two people register, find each other, talk both ways, one reloads, one goes offline and back', async ({ world, newDevice }) => {
  const [ana, ben] = [world.stranger('Ana'), world.stranger('Ben')];
  const [anas, bens] = [await newDevice(), await newDevice()];
  await anas.signUp(ana);
  await bens.signUp(ben);

  const anasView = await anas.startDirect(ben.username, ben.displayName);
  await anasView.send('Hello Ben');
  const bensView = await bens.open(ana.displayName);
  await bensView.expectTexts(['Hello Ben']);

  await bensView.composer.pressSequentially('Hi');
  await expect(anasView.page.getByText(`${ben.displayName} is typing`)).toBeVisible();
  await bensView.composer.press('Enter');
  await expect(anasView.page.getByText(`${ben.displayName} is typing`)).toBeHidden();
  await anasView.expectTexts(['Hello Ben', 'Hi']);

  await anas.page.reload();
  await anasView.expectTexts(['Hello Ben', 'Hi']);
  await anasView.send('I reloaded');

  await bens.page.context().setOffline(true);
  await bensView.send('written offline 1');
  await bensView.send('written offline 2');
  await anasView.send('while you were away 1');
  await anasView.send('while you were away 2');
  await anasView.expectSent('while you were away 2');
  await expect(bens.banner).toContainText('You are offline');
  await bens.page.context().setOffline(false);
  await bensView.expectSent('written offline 2');

  const texts = [
    'Hello Ben',
    'Hi',
    'I reloaded',
    'while you were away 1',
    'while you were away 2',
    'written offline 1',
    'written offline 2',
  ];
  await anasView.expectTexts(texts);
  await bensView.expectTexts(texts);
  await anas.page.reload();
  await bens.page.reload();
  await anasView.expectTexts(texts);
  await bensView.expectTexts(texts);
});
