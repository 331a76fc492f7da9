import { expect, it } from 'vitest';
import { gatherReads } from './gathered-reads.ts';

const NOT_THERE = 404;

/** A source that answers when it is told to. */
class Source {
  readonly asked: (readonly number[])[] = [];
  readonly #answers: PromiseWithResolvers<void>[] = [];

  async read(keys: readonly number[]): Promise<Map<number, string>> {
    this.asked.push(keys);
    const answer = Promise.withResolvers<void>();
    this.#answers.push(answer);
    await answer.promise;
    return new Map(keys.filter((key) => key !== NOT_THERE).map((key) => [key, `value ${key}`]));
  }

  /** Resolves when it has been asked so many times. */
  async wasAsked(times: number): Promise<void> {
    await expect.poll(() => this.asked.length, { interval: 1 }).toBe(times);
  }

  answer(): void {
    this.#answers.shift()?.resolve();
  }

  fail(): void {
    this.#answers.shift()?.reject(new Error('away'));
  }
}

function open() {
  const source = new Source();
  return { source, reads: gatherReads((keys: readonly number[]) => source.read(keys), 'nothing') };
}

it('reads for all of a tick at once, each key once, and gives each their own', async () => {
  const { source, reads } = open();
  const values = Promise.all([1, 2, 1, NOT_THERE].map((key) => reads.load(key)));
  await source.wasAsked(1);
  source.answer();
  expect(await values).toEqual(['value 1', 'value 2', 'value 1', 'nothing']);
  expect(source.asked).toEqual([[1, 2, NOT_THERE]]);
});

it('gathers those who ask while a read is under way, and begins theirs after it', async () => {
  const { source, reads } = open();
  const first = reads.load(1);
  await source.wasAsked(1);
  const later = [];
  for (const key of [2, 3, 4]) {
    later.push(reads.load(key));
    await new Promise(setImmediate);
  }
  expect(source.asked).toEqual([[1]]);
  source.answer();
  await first;
  await source.wasAsked(2);
  expect(source.asked).toEqual([[1], [2, 3, 4]]);
  source.answer();
  expect(await Promise.all(later)).toEqual(['value 2', 'value 3', 'value 4']);
});

it('tells a failure to those it was read for, and reads on for the others', async () => {
  const { source, reads } = open();
  const first = expect(reads.load(1)).rejects.toThrow('away');
  await source.wasAsked(1);
  const second = reads.load(2);
  source.fail();
  await first;
  await source.wasAsked(2);
  source.answer();
  expect(await second).toBe('value 2');
});

it('takes no more than 500 at once', async () => {
  const { source, reads } = open();
  const values = Promise.all(Array.from({ length: 1_100 }, (_, key) => reads.load(key)));
  await source.wasAsked(3);
  for (const _ of source.asked) source.answer();
  expect((await values).at(-1)).toBe('value 1099');
  expect(source.asked.map(({ length }) => length)).toEqual([500, 500, 100]);
});
