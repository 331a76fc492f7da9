import { expect, type Page } from '@playwright/test';
import { Cable } from '../app/cable.ts';
import { test } from '../app/test.ts';

test('what was written without a server survives a reload and is sent once', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await newDevice();
  const cable = await Cable.plugInto(anas.page.context());
  await anas.signIn(ana);
  const view = await anas.open(ben.displayName);
  await view.expectTexts(['Hello']);

  await cable.cut();
  await view.send('first');
  await view.send('second');
  await anas.page.reload();
  await view.expectTexts(['Hello', 'first', 'second']);
  await expect(view.message('second').getByText('Taking longer than usual')).toBeVisible();
  expect(await world.messages(ben, conversationId)).toHaveLength(1);

  cable.mend();
  await view.expectSent('first');
  await view.expectSent('second');
  await view.expectTexts(['Hello', 'first', 'second']);
  const stored = await world.messages(ben, conversationId);
  expect(stored.map(({ text, sender }) => [text, sender.id])).toEqual([
    ['Hello', ben.id],
    ['first', ana.id],
    ['second', ana.id],
  ]);
});

/** Waits until the browser keeps as many messages that are to be sent: from then on the tab is not needed for them. */
async function expectKept(page: Page, count: number): Promise<void> {
  const countKept = async () => {
    const databases = await indexedDB.databases();
    const counts = databases.map(async ({ name = '' }) => {
      const result = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await result(indexedDB.open(name));
      try {
        return await result(database.transaction('outbox').objectStore('outbox').count());
      } finally {
        database.close();
      }
    });
    return (await Promise.all(counts)).reduce((sum, kept) => sum + kept, 0);
  };
  await expect.poll(() => page.evaluate(countKept)).toBe(count);
}

test('what was written offline in a tab that was closed is sent by the next one', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  const context = anas.page.context();
  await context.setOffline(true);
  await view.send('from a tab that is gone');
  await expectKept(anas.page, 1);
  await anas.page.close();
  await context.setOffline(false);
  expect(await world.texts(ben, conversationId)).toEqual(['Hello']);
  await (await context.newPage()).goto('/');
  await expect.poll(() => world.texts(ben, conversationId)).toEqual(['Hello', 'from a tab that is gone']);
});

test('a message that is not acknowledged warns after three seconds, and goes out by itself when the server is back', async ({
  world,
  deviceOf,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await anas.node.stop();
  await view.send('are you there?');
  await expect(view.message('are you there?').getByText('Sending')).toBeAttached();
  const sentAt = Date.now();
  await expect(view.message('are you there?').getByText('Taking longer than usual')).toBeVisible();
  expect(Date.now() - sentAt).toBeLessThan(6_000);
  await view.send('never mind');
  await expect(view.message('never mind').getByRole('button', { name: 'Cancel' })).toBeVisible();
  await view.message('never mind').getByRole('button', { name: 'Cancel' }).click();
  await expect(view.message('never mind')).toHaveCount(0);

  await anas.node.start();
  await anas.hurry();
  await view.expectSent('are you there?');
  expect(await world.texts(ben, conversationId)).toEqual(['Hello', 'are you there?']);
});

test('a message that the server refuses says so; it can be sent again or given up', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await newDevice();
  await anas.node.restart({ MESSAGE_MAX_CHARACTERS: '20' });
  await anas.signIn(ana);
  const view = await anas.open(ben.displayName);
  await view.send('this is longer than the server takes now');
  await view.send('and this is longer than that as well');
  const [first, second] = [view.message('this is longer than the server'), view.message('and this is longer')];
  await expect(first.getByText('Not sent')).toBeVisible();
  await expect(first).toContainText('This message is too long to send.');
  await expect(second.getByText('Not sent')).toBeVisible();
  await second.getByRole('button', { name: 'Discard' }).click();
  await expect(second).toHaveCount(0);
  await anas.page.reload();
  await expect(first.getByText('Not sent')).toBeVisible();

  await anas.node.restart();
  await expect(anas.banner).toBeEmpty({ timeout: 40_000 });
  await first.getByRole('button', { name: 'Retry' }).click();
  await view.expectSent('this is longer than the server');
  expect(await world.texts(ben, conversationId)).toEqual(['Hello', 'this is longer than the server takes now']);
});
