import { expect, it } from 'vitest';
import { ManualPlatform, settled } from '../test/manual-platform.ts';
import { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';

/** A device on which time passes only where a test says what takes it; it notes how long nobody else had a turn. */
class SlowDevice extends ManualPlatform {
  longestMs = 0;
  #spentMs = 0;
  #turnBeganMs = 0;

  override now(): number {
    return super.now() + this.#spentMs;
  }

  spend(ms: number): void {
    this.#spentMs += ms;
    this.longestMs = Math.max(this.longestMs, this.#spentMs - this.#turnBeganMs);
  }

  override async turn(): Promise<void> {
    this.#turnBeganMs = this.#spentMs;
  }
}

it('lets the page have its turn while thousands of missed messages are applied', async () => {
  const server = new ModelServer();
  const ids = Array.from({ length: 100 }, (_, i) => `group-${i}`);
  for (const id of ids) server.addConversation(id, 'GROUP', [ANN, BOB]);
  const platform = new SlowDevice();
  const ann = await openTestClient(server, ANN, { platform });
  await settled();
  ann.network.isUp = false;
  ann.network.cut();
  await settled();
  for (const id of ids) for (let n = 0; n < 50; n += 1) say(server, [BOB, id], `missed ${n}`);
  let count = 0;
  ann.sync.replica.onMessagesChanged((_id, messages) => {
    count += messages.length;
    platform.spend(3);
  });
  ann.network.isUp = true;
  platform.wake();
  await platform.advance(60_000);
  expect(count).toBe(5_000);
  expect(ann.sync.replica.conversation('group-99')?.lastMessage?.text).toBe('missed 49');
  // A piece of work is begun while there are milliseconds left of the turn, and is done to its end.
  expect(platform.longestMs).toBeLessThanOrEqual(8 + 3);
  await ann.crash();
});
