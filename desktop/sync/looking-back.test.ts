import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ManualPlatform, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { toMessageRow } from './read-wire.ts';

/** A world in which the team has said so many lines, and the server gives small pages. */
function worldOf(lines: number): ModelServer {
  const server = startWorld();
  server.pageSize = 10;
  for (let n = 1; n <= lines; n += 1) say(server, [BOB, 'team'], `line ${n}`);
  return server;
}

const seqOf = (server: ModelServer, text: string) => server.get('team').messages.find((message) => message.text === text)?.seq ?? 0;

/** What the person sees: the old place, else the newest messages. */
const shownRows = ({ sync }: TestClient) => (sync.history.stretch('team').get() ?? sync.replica.timeline('team').get())?.messages ?? [];
const shownBy = (client: TestClient) => shownRows(client).map(({ text, seq }) => text ?? `(${seq})`);

it('shows an old message with what is before and after it, and counts what is new meanwhile', async () => {
  const server = worldOf(200);
  const ann = await openTestClient(server, ANN);
  const seq = seqOf(server, 'line 60');
  expect(await ann.sync.history.openAround('team', { seq })).toEqual({ seq, isThere: true, threadRootSeq: null });
  expect(shownBy(ann)).toEqual(Array.from({ length: 10 }, (_, i) => `line ${i + 56}`));
  expect(ann.sync.history.hasNewer('team')).toBe(true);
  say(server, [BOB, 'team'], 'news');
  await settled();
  expect(shownBy(ann)).not.toContain('news');
  expect(ann.sync.replica.timeline('team').get()?.messages.at(-1)?.text).toBe('news');
  ann.sync.history.returnToEnd('team');
  expect(shownBy(ann).at(-1)).toBe('news');
  await ann.crash();
});

it('grows at both ends until it meets the newest messages, and is one with them from then on', async () => {
  const server = worldOf(120);
  const ann = await openTestClient(server, ANN);
  await ann.sync.history.openAround('team', { seq: seqOf(server, 'line 40') });
  await ann.sync.history.loadOlder('team');
  expect(shownBy(ann)[0]).toBe('line 26');
  while (ann.sync.history.hasNewer('team')) await ann.sync.history.loadNewer('team');
  expect(shownBy(ann)).toEqual(Array.from({ length: 95 }, (_, i) => `line ${i + 26}`));
  say(server, [BOB, 'team'], 'news');
  await settled();
  expect(shownBy(ann).at(-1)).toBe('news');
  while (ann.sync.history.hasOlder('team')) await ann.sync.history.loadOlder('team');
  expect(shownBy(ann)).toHaveLength(server.get('team').messages.length);
  await ann.crash();
});

it('finds the place in the store without a network, and shows what was edited there', async () => {
  const server = worldOf(150);
  const { sync, store, crash } = await openTestClient(server, ANN);
  await sync.history.open('team');
  while (sync.history.hasOlder('team')) await sync.history.loadOlder('team');
  server.edit('team', seqOf(server, 'line 20'), 'line 20, mended');
  await settled();
  await crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store, network });
  const seq = seqOf(server, 'line 20, mended');
  expect(await offline.sync.history.openAround('team', { seq })).toMatchObject({ seq, isThere: true });
  expect(shownBy(offline)).toContain('line 20, mended');
  await offline.crash();
});

it('shows the nearest message of a place where none is, and says so', async () => {
  const server = worldOf(100);
  const ann = await openTestClient(server, ANN);
  server.rename('team', 'the team');
  const renamed = server.get('team').lastSeq;
  for (let n = 101; n <= 200; n += 1) say(server, [BOB, 'team'], `line ${n}`);
  await settled();
  await ann.crash();
  const fresh = await openTestClient(server, ANN);
  expect(await fresh.sync.history.openAround('team', { seq: renamed })).toEqual({ seq: renamed + 1, isThere: false, threadRootSeq: null });
  const at = server.get('team').messages.find(({ text }) => text === 'line 30')?.createdAt ?? '';
  expect(await fresh.sync.history.openAround('team', { at })).toEqual({
    seq: seqOf(server, 'line 30'),
    isThere: true,
    threadRootSeq: null,
  });
  await fresh.crash();
});

type Step = readonly [string, (world: { server: ModelServer; ann: TestClient }) => unknown];

const asked = (promise: Promise<unknown>) => void promise.catch(() => {});
const seqs = fc.nat(260);

const steps: fc.Arbitrary<Step> = fc.oneof(
  seqs.map((seq): Step => [`jumps to ${seq}`, ({ ann }) => asked(ann.sync.history.openAround('team', { seq }))]),
  fc.nat(250).map(
    (ms): Step => [
      `jumps to the moment ${ms}`,
      ({ ann, server }) => {
        const at = server.get('team').messages[ms]?.createdAt;
        if (at !== undefined) asked(ann.sync.history.openAround('team', { at }));
      },
    ],
  ),
  fc.constant<Step>(['looks further back', ({ ann }) => asked(ann.sync.history.loadOlder('team'))]),
  fc.constant<Step>(['looks further on', ({ ann }) => asked(ann.sync.history.loadNewer('team'))]),
  fc.constant<Step>(['returns to the end', ({ ann }) => ann.sync.history.returnToEnd('team')]),
  fc.constant<Step>(['Bob writes', ({ server }) => say(server, [BOB, 'team'])]),
  fc.tuple(fc.constantFrom(20, 520), fc.nat(9)).map(
    ([count, index]): Step => [
      `Bob edits what she looks at and writes ${count} times while she is away`,
      ({ ann, server }) => {
        ann.network.cut();
        server.edit('team', shownRows(ann)[index]?.seq ?? 0, 'edited while away');
        for (let n = 0; n < count; n += 1) say(server, [BOB, 'team'], `away ${n}`);
      },
    ],
  ),
  fc
    .tuple(fc.nat(9), fc.constantFrom('edited', null))
    .map(
      ([index, text]): Step => [
        `row ${index} of what she looks at becomes ${text}`,
        ({ ann, server }) => server.edit('team', shownRows(ann)[index]?.seq ?? 0, text),
      ],
    ),
  seqs.map((seq): Step => [`${seq} is edited`, ({ server }) => server.edit('team', seq, `edited ${seq}`)]),
  seqs.map((seq): Step => [`${seq} is deleted`, ({ server }) => server.edit('team', seq, null)]),
  fc.constant<Step>(['the group is renamed', ({ server }) => server.rename('team', 'team')]),
  fc.boolean().map(
    (isStreaming): Step => [
      isStreaming ? 'events stream' : 'events wait',
      ({ ann: { network } }) => {
        network.isStreaming = isStreaming;
        if (isStreaming) for (const event of network.inTransit.splice(0)) network.deliver(event);
      },
    ],
  ),
  fc.constant<Step>([
    'the newest event comes first',
    ({ ann: { network } }) => {
      const event = network.inTransit.pop();
      if (event !== undefined) network.deliver(event);
    },
  ]),
  fc.constant<Step>(['the cable is pulled', ({ ann }) => ann.network.cut()]),
  fc.nat(2_000).map((ms): Step => [`${ms} ms pass`, ({ ann }) => ann.platform.advance(ms)]),
);

/** What is shown is a stretch of what the server has, and the newest of it unless one looks at an old place. */
function expectTrue(client: TestClient, server: ModelServer): void {
  const truth = server.get('team').messages.map(toMessageRow);
  const rows = shownRows(client);
  const start = truth.findIndex(({ seq }) => seq === rows[0]?.seq);
  expect(rows).toEqual(truth.slice(start, start + rows.length));
  if (!client.sync.history.hasNewer('team')) expect(rows.at(-1)).toEqual(truth.at(-1));
}

it('shows a stretch of what the server has, without a hole and as it is now, wherever one jumped', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(steps, fc.boolean()), { minLength: 5, maxLength: 40 }), async (history) => {
      const server = worldOf(150);
      server.changesMax = 40;
      const ann = await openTestClient(server, ANN, { platform: new ManualPlatform() });
      await ann.sync.history.open('team').catch(() => {});
      for (const [[, step], isAwaited] of history) {
        await step({ server, ann });
        if (isAwaited) await settled();
      }
      Object.assign(ann.network, { isStreaming: true });
      ann.network.cut();
      await ann.platform.advance(60_000);
      for (const load of ['loadOlder', 'loadNewer', 'loadNewer'] as const) {
        expectTrue(ann, server);
        await ann.sync.history[load]('team');
      }
      expectTrue(ann, server);
      await ann.crash();
    }),
    { numRuns: 120 },
  );
});
