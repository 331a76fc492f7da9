import { expect, it } from 'vitest';
import { Recovery, type Watched } from './recovery.ts';

/** A client that moves when told. */
function clientOf(id: string, seqs: Record<string, number>) {
  const callbacks = new Set<() => void>();
  const client = {
    person: { id, token: '' },
    seqOf: (conversationId: string) => seqs[conversationId],
    onChange: (callback: () => void) => {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  } satisfies Watched;
  const move = (conversationId: string, seq: number) => {
    seqs[conversationId] = seq;
    for (const callback of callbacks) callback();
  };
  return { client, move };
}

const marksOf = (marks: Record<string, Record<string, number>>) =>
  new Map(Object.entries(marks).map(([id, seqs]) => [id, new Map(Object.entries(seqs))]));

it('counts a client when it holds what was there, whatever else has come', async () => {
  const ann = clientOf('ann', { c: 9 });
  const bob = clientOf('bob', { c: 3 });
  const recovery = new Recovery([ann.client, bob.client], {
    since: performance.now(),
    marks: marksOf({ ann: { c: 7 }, bob: { c: 7, d: 1 } }),
  });
  bob.move('c', 7);
  bob.move('d', 2);
  const { timesMs, late } = await recovery.result(5_000);
  expect([timesMs.length, late]).toEqual([2, []]);
});

it('names who does not come in time', async () => {
  const bob = clientOf('bob', { c: 6 });
  const recovery = new Recovery([bob.client], { since: performance.now(), marks: marksOf({ bob: { c: 7 } }) });
  expect(await recovery.result(20)).toEqual({ timesMs: [], late: ['bob'] });
});

it('waits for no conversation that the person has left meanwhile', async () => {
  const bob = clientOf('bob', { c: 7 });
  const recovery = new Recovery([bob.client], { since: performance.now(), marks: marksOf({ bob: { c: 7, d: 4 } }) });
  recovery.narrow(marksOf({ bob: { c: 8 } }));
  expect((await recovery.result(5_000)).late).toEqual([]);
});
