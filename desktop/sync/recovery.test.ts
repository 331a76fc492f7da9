import { expect, it } from 'vitest';
import { ManualPlatform, settled } from '../test/manual-platform.ts';
import { Recovery } from './recovery.ts';

function open() {
  const platform = new ManualPlatform();
  const running: PromiseWithResolvers<void>[] = [];
  const recover = () => {
    const run = Promise.withResolvers<void>();
    running.push(run);
    return run.promise;
  };
  return { platform, running, recovery: new Recovery({ platform, recover }) };
}

it('asks once for interruptions that come together, at a moment of its own', async () => {
  const { platform, running, recovery } = open();
  for (let i = 0; i < 3; i += 1) recovery.interrupted();
  await platform.advance(499);
  expect(running).toHaveLength(0);
  await platform.advance(1);
  expect(running).toHaveLength(1);
});

it('asks again for an interruption that comes while it asks', async () => {
  const { platform, running, recovery } = open();
  recovery.interrupted();
  await platform.advance(500);
  recovery.interrupted();
  await platform.advance(5_000);
  expect(running).toHaveLength(1);
  running[0]?.resolve();
  await settled();
  await platform.advance(500);
  expect(running).toHaveLength(2);
});

it('asks for nothing when the connection ends, for the next one does', async () => {
  const { platform, running, recovery } = open();
  recovery.interrupted();
  recovery.stop();
  await platform.advance(5_000);
  expect(running).toHaveLength(0);
});
