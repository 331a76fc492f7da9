import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test.describe('people at different nodes', { tag: '@two-nodes' }, () => {
  test('messages are sent while Redis is away, and everybody has them when it is back', async ({ installation, world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
    expect(anas.node).not.toBe(bens.node);
    const [anasView, bensView] = [await anas.open(ben.displayName), await bens.open(ana.displayName)];

    await installation.redis.kill();
    await anasView.send('Redis is away');
    await anasView.expectSent('Redis is away');
    await bensView.send('I know');
    await bensView.expectSent('I know');
    await installation.redis.start();
    for (const view of [anasView, bensView]) await view.expectTexts(['Hello', 'Redis is away', 'I know']);
    await anasView.send('and back');
    await bensView.expectTexts(['Hello', 'Redis is away', 'I know', 'and back']);
  });

  test('a node that dies takes its own people offline only, and they are back when it is', async ({ world, deviceOf }) => {
    const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
    await world.group(ana, [ben, cleo], 'Crew');
    const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];
    const [anasView, bensView, cleosView] = [await anas.open('Crew'), await bens.open('Crew'), await cleos.open('Crew')];
    expect(cleos.node).toBe(anas.node);

    await bens.node.kill();
    await anasView.send('Ben is gone');
    await cleosView.expectTexts(['Ben is gone']);
    await bensView.send('am I?');
    await expect(bensView.message('am I?').getByText('Taking longer than usual')).toBeVisible();
    await bens.node.start();
    await bens.hurry();
    for (const view of [anasView, bensView, cleosView]) await view.expectTexts(['Ben is gone', 'am I?']);
  });
});
