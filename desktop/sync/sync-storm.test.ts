import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldBy, showAll } from '../test/held-state.ts';
import { storms } from '../test/storm.ts';
import { StormWorld } from '../test/storm-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';

/** How many histories are tried: `PARLEY_HISTORIES` names another number (docs/guides/development.md). */
// biome-ignore lint/style/noProcessEnv: how thoroughly a test tries is the tester's choice; no program reads it.
const RUNS = Number(process.env.PARLEY_HISTORIES ?? 2_000);

// Thousands of requests are cut off, each with an error that nobody reads: where it was made is not worth the time.
Error.stackTraceLimit = 1;

it(`ends as a client that starts afresh, whatever happened to its events, in ${RUNS} histories`, {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  await fc.assert(
    fc.asyncProperty(storms, fc.constantFrom('on new sockets', 'on the old sockets'), async (storm, end) => {
      const world = new StormWorld();
      const { server, platform } = world;
      await world.run(storm);
      await world.calm(end);
      for (const { viewerId, store, now: lived } of world.clients) {
        const fresh = await openTestClient(server, viewerId, { platform });
        await showAll(fresh);
        await showAll(lived);
        const expected = await heldBy(fresh);
        expect(await heldBy(lived)).toBe(expected);
        await giveUpRefused(lived);
        expect((await store.load()).outbox).toEqual([]);
        await lived.crash();
        const restarted = await openTestClient(server, viewerId, { platform, store });
        await showAll(restarted);
        expect(await heldBy(restarted)).toBe(expected);
        await Promise.all([restarted.crash(), fresh.crash()]);
      }
      const keys = [...server.conversations.values()].flatMap(({ messages }) => messages.map((message) => message.clientMessageId));
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: RUNS },
  );
});

/** What was refused is kept until the person gives it up; nothing else may be left in the outbox. */
async function giveUpRefused({ sync }: TestClient): Promise<void> {
  const failed = sync.outbox.items.get().filter(({ state }) => state === 'failed');
  await Promise.all(failed.map(({ row }) => sync.outbox.discard(row.id)));
}
