import { expect } from '@playwright/test';
import { watchRows } from '../app/drawn-rows.ts';
import { test } from '../app/test.ts';

/** What the page does for a key, a message, an opening: counted, for a count is the same on every machine (docs/performance.md). */
test.describe('the work of the page', { tag: '@one-node' }, () => {
  test('a key draws no message and no conversation again', async ({ world, deviceOf }) => {
    const { ana, ben, conversationId } = await world.twoPeopleTalking();
    for (let index = 1; index <= 20; index += 1) await world.send(ben, conversationId, `line ${index}`);
    const device = await deviceOf(ana);
    const { log, composer } = await device.open(ben.displayName);
    await expect(log.getByText('line 20')).toBeInViewport();
    await composer.pressSequentially('Well, ');
    const messages = await watchRows(log, 'article');
    const conversations = await watchRows(device.list, 'a');
    await composer.pressSequentially('as I was about to say');
    const [drawnMessages, drawnConversations] = [await messages(), await conversations()];
    await expect(composer).toHaveValue('Well, as I was about to say');
    expect(drawnMessages).toEqual({ again: 0, added: 0 });
    // That of the conversation itself, where somebody writes slowly: its draft changes.
    expect(drawnConversations.again).toBeLessThanOrEqual(1);
  });

  test('a message that comes, and is read, draws itself and no other again but the last', async ({ world, deviceOf }) => {
    const { ana, ben, conversationId } = await world.twoPeopleTalking();
    for (let index = 1; index <= 20; index += 1) await world.send(ben, conversationId, `line ${index}`);
    const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
    const { log } = await anas.open(ben.displayName);
    const bensView = await bens.open(ana.displayName);
    await expect(log.getByText('line 20')).toBeInViewport();
    await anas.page.bringToFront();
    await expect(bensView.status('line 20', 'Read')).toBeAttached();
    const messages = await watchRows(log, 'article');
    await world.send(ben, conversationId, 'news');
    await expect(log.getByText('news')).toBeInViewport();
    await expect(bensView.status('news', 'Read')).toBeAttached();
    const drawn = await messages();
    expect(drawn.added).toBe(1);
    expect(drawn.again).toBeLessThanOrEqual(1);
  });

  test('an opening lays the page out a few times, not once for each message', async ({ world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const other = await world.group(ana, [ben], 'Elsewhere');
    await world.send(ben, other, 'Hello from elsewhere');
    const conversationId = await world.group(ana, [ben], 'The long one');
    for (let index = 1; index <= 60; index += 1) await world.send(ben, conversationId, `line ${index}`);
    await world.acknowledge(ana, conversationId, { readSeq: (await world.messages(ana, conversationId, 1))[0]?.seq ?? 0 });
    const device = await deviceOf(ana);
    const session = await device.page.context().newCDPSession(device.page);
    await session.send('Performance.enable');
    const layouts = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? Number.NaN;
    };
    for (let visit = 0; visit < 2; visit += 1) {
      await device.open('Elsewhere');
      await expect(device.conversation.log.getByText('Hello from elsewhere')).toBeInViewport();
      const before = await layouts();
      const { log } = await device.open('The long one');
      await expect(log.getByText('line 60')).toBeInViewport();
      expect(await log.getByRole('article').count()).toBeGreaterThan(20);
      // The second visit finds everything loaded.
      if (visit === 1) expect((await layouts()) - before).toBeLessThan(20);
    }
  });

  test('nothing moves while nothing happens, though there are older messages than are loaded', async ({ world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const conversationId = await world.group(ana, [ben], 'The long one');
    for (let index = 1; index <= 120; index += 1) await world.send(ben, conversationId, `line ${index}`);
    await world.acknowledge(ana, conversationId, { readSeq: (await world.messages(ana, conversationId, 1))[0]?.seq ?? 0 });
    const device = await deviceOf(ana);
    const { log } = await device.open('The long one');
    await expect(log.getByText('line 120')).toBeInViewport();
    // What moves makes frames, be it seen or not.
    const moving = () =>
      device.page.evaluate(() => document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).target?.className));
    await expect.poll(moving).toEqual([]);
    await log.hover();
    await device.page.mouse.wheel(0, -100_000);
    await expect(log.getByText('line 120')).not.toBeInViewport();
    await expect.poll(moving).toEqual([]);
  });
});
