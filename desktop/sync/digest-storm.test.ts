import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Damage, damageRow } from '../test/damage.ts';
import { heldBy, showAll } from '../test/held-state.ts';
import { ANN, say } from '../test/model-world.ts';
import { storms } from '../test/storm.ts';
import { type StormClient, StormWorld } from '../test/storm-world.ts';
import { openTestClient } from '../test/test-client.ts';
import './digest-sweep.ts';

/** How many histories are tried: `PARLEY_HISTORIES` names another number (docs/guides/development.md). */
// biome-ignore lint/style/noProcessEnv: how thoroughly a test tries is the tester's choice; no program reads it.
const RUNS = Number(process.env.PARLEY_HISTORIES ?? 100);

Error.stackTraceLimit = 1;

const damages: fc.Arbitrary<Damage> = fc.constantFrom<Damage>(
  () => null,
  (row) => ({ ...row, text: `${row.text ?? ''}?` }),
  (row) => ({ ...row, changeSeq: row.changeSeq + 1 }),
  (row) => ({ ...row, changeSeq: row.changeSeq - 1 }),
  (row) => ({ ...row, id: 'another' }),
  (row) => ({ ...row, senderId: 'nobody' }),
  (row) => ({ ...row, pinnedAt: row.createdAt }),
  (row) => ({ ...row, threadRootSeq: 1 }),
  (row) => ({ ...row, deletedAt: row.createdAt, text: null }),
);

/** Where what is held is hit, as parts of the whole, and how. */
const hits = fc.array(fc.tuple(fc.constantFrom('team', 'direct'), fc.double({ min: 0, max: 1, noNaN: true }), damages), {
  minLength: 1,
  maxLength: 8,
});

async function damage({ store }: StormClient, [conversationId, part, how]: readonly [string, number, Damage]): Promise<void> {
  const held = await store.listMessages(conversationId, { before: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER });
  const row = held?.messages[Math.floor(part * (held.messages.length - 1))];
  if (row !== undefined) await damageRow(store, [conversationId, row.seq], how);
}

/** What happens besides the storm: what was said before it, and how the clients come to look again. */
const circumstances = fc.record({ earlier: fc.constantFrom(0, 0, 300, 560), isShown: fc.boolean(), isRestarted: fc.boolean() });

/** A world in which much was said before its storm. */
function worldSince(earlier: number): StormWorld {
  const world = new StormWorld();
  for (let index = 0; index < earlier; index += 1) say(world.server, [ANN, 'direct'], `earlier ${index}`);
  if (earlier > 0) world.server.pageSize = 50;
  return world;
}

async function expectLikeFresh({ server, platform, clients }: StormWorld): Promise<void> {
  for (const { viewerId, now: healed } of clients) {
    const fresh = await openTestClient(server, viewerId, { platform });
    await showAll(fresh);
    await showAll(healed);
    expect(await heldBy(healed)).toBe(await heldBy(fresh));
    await fresh.crash();
  }
}

it(`makes a store that was ruined in any way like a fresh one, in ${RUNS} histories`, { timeout: 60_000 + RUNS * 2_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(storms, hits, circumstances, async (storm, damaged, { earlier, isShown, isRestarted }) => {
      const world = worldSince(earlier);
      await world.run(storm);
      await world.calm('on new sockets');
      for (const client of world.clients) {
        await showAll(client.now);
        for (const hit of damaged) await damage(client, hit);
        if (isRestarted) await client.restart();
        else client.network.cut();
        if (isShown) await showAll(client.now);
      }
      await world.platform.advance(60_000);
      await expectLikeFresh(world);
    }),
    { numRuns: RUNS },
  );
});
