import { expect } from '@playwright/test';
import { rowsInSight, watchForBlanks, wheel } from '../app/scroll-watch.ts';
import { test } from '../app/test.ts';
import { channelLog, importChannel } from '../world/channel-log.ts';

const MESSAGES = 2_050;
/** What is scrolled between two looks, less than the window is high, so that rows in sight stay in sight; in clicks of the wheel. */
const CLICKS = 7;
const CLICK_PIXELS = 120;
const STEP = CLICKS * CLICK_PIXELS;

const numbersOf = (rows: ReadonlyMap<string, number>) => [...rows.keys()].map((words) => Number(/^line (\d+)/.exec(words)?.[1]));

// A trace of every turn of the wheel costs more than the turn.
test.use({ trace: 'off' });

test('an imported channel of thousands of messages scrolls to its beginning without a jump or an empty frame', {
  tag: '@one-node',
}, async ({ installation, world, deviceOf }) => {
  test.setTimeout(120_000);
  const ana = await world.person('Ana');
  const channel = `#history-${ana.username}`;
  const printed = await importChannel(installation, channelLog(MESSAGES), { channel, username: ana.username });
  expect(printed).toContain(`${channel}: ${MESSAGES} lines, ${MESSAGES} messages of 5 people`);

  const anas = await deviceOf(ana, { viewport: { width: 1280, height: 1200 } });
  const { log } = await anas.open(channel);
  await expect(log.getByText(`line ${MESSAGES} `)).toBeInViewport();

  await log.hover();
  const stopWatching = await watchForBlanks(log);
  const seen = new Set<number>();
  const jumps: string[] = [];
  for (let before = await rowsInSight(log); ; ) {
    for (const number of numbersOf(before)) seen.add(number);
    await wheel(log, { clicks: CLICKS, pixels: -CLICK_PIXELS });
    const after = await rowsInSight(log);
    const stayed = [...before].filter(([words]) => after.has(words));
    if (stayed.length === 0) jumps.push(`nothing of ${[...before.keys()][0]} is left`);
    const moves = stayed.map(([words, top]) => (after.get(words) ?? Number.NaN) - top);
    if (numbersOf(after).includes(1)) break;
    if (moves.some((moved) => Math.abs(moved - STEP) > 2)) jumps.push(`${stayed[0]?.[0]} moved by ${moves[0]}`);
    before = after;
  }
  for (const number of numbersOf(await rowsInSight(log))) seen.add(number);
  const { frames, worstGap } = await stopWatching();
  expect(jumps).toEqual([]);
  expect(worstGap).toBeLessThan(40);
  expect(frames).toBeGreaterThan(100);
  expect(Array.from({ length: MESSAGES }, (_, index) => index + 1).filter((number) => !seen.has(number))).toEqual([]);
  await expect(log.getByText('This is where the conversation begins.')).toBeVisible();

  await anas.page.getByRole('button', { name: 'Go to the newest message' }).click();
  await expect(log.getByText(`line ${MESSAGES} `)).toBeInViewport();
});

test('what arrives while one reads older messages moves nothing, and is counted', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let index = 1; index <= 60; index += 1) await world.send(ana, conversationId, `line ${index}`);
  const anas = await deviceOf(ana);
  const { log } = await anas.open(ben.displayName);
  await log.hover();
  await wheel(log, { clicks: 8, pixels: -CLICK_PIXELS });
  const before = await rowsInSight(log);
  await world.send(ben, conversationId, 'news');
  await expect(anas.page.getByRole('button', { name: /^1 new message/ })).toBeVisible();
  expect(await rowsInSight(log)).toEqual(before);
  await anas.page.getByRole('button', { name: /^1 new message/ }).click();
  await expect(log.getByText('news')).toBeInViewport();

  await world.send(ben, conversationId, 'followed at the end');
  await expect(log.getByText('followed at the end')).toBeInViewport();
});
