import { Duplex } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { Recorder } from '../test/test-subscriber.ts';
import { OUTLET_LIMIT_BYTES, Outlet } from './outlet.ts';

/** A reader that takes nothing until it is told to. */
class StalledStream extends Duplex {
  readonly taken: Buffer[] = [];
  #resume: (() => void) | null = null;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.taken.push(chunk);
    this.#resume = done;
  }

  override _read(): void {}

  resumeTaking(): void {
    this.#resume?.();
  }
}

const tick = () => new Promise(setImmediate);
const frame = (size: number, fill = 'x') => Buffer.alloc(size, fill);

describe('outlet', () => {
  it('sends the frames of a tick in one write, in order', async () => {
    const stream = new Recorder();
    const outlet = new Outlet(stream, () => undefined);
    for (const text of ['a', 'b', 'c']) outlet.push(Buffer.from(text));
    expect(stream.chunks).toEqual([]);
    await tick();
    outlet.push(Buffer.from('d'));
    await tick();
    expect(stream.chunks.map(String)).toEqual(['abc', 'd']);
  });

  it('W7 gives up a reader that lags more than the limit, and only that one', async () => {
    const [slow, quick] = [new StalledStream(), new Recorder()];
    const onSlow = vi.fn();
    const outlets = [new Outlet(slow, onSlow), new Outlet(quick, () => expect.unreachable())];
    const sent = OUTLET_LIMIT_BYTES / 1024 + 10;
    for (let i = 0; i < sent; i += 1) {
      for (const outlet of outlets) outlet.push(frame(1024));
      await tick();
    }
    expect(onSlow).toHaveBeenCalled();
    expect(slow.writableLength).toBeLessThanOrEqual(OUTLET_LIMIT_BYTES);
    expect(Buffer.concat(quick.chunks).length).toBe(sent * 1024);
  });

  it('sends a frame larger than the limit to a reader that does not lag', async () => {
    const stream = new Recorder();
    new Outlet(stream, () => expect.unreachable()).push(frame(OUTLET_LIMIT_BYTES + 1));
    await tick();
    expect(stream.chunks[0]?.length).toBe(OUTLET_LIMIT_BYTES + 1);
  });

  it('sends what waits before it ends, and nothing after', async () => {
    const stream = new Recorder();
    const outlet = new Outlet(stream, () => undefined);
    outlet.push(Buffer.from('last'));
    outlet.end();
    outlet.push(Buffer.from('too late'));
    await tick();
    expect(stream.chunks.map(String)).toEqual(['last']);
  });

  it('writes nothing to a stream that ended', async () => {
    const stream = new Recorder();
    const outlet = new Outlet(stream, () => undefined);
    outlet.push(Buffer.from('x'));
    stream.destroy();
    await tick();
    expect(stream.chunks).toEqual([]);
  });

  it('goes on with a reader that catches up in time', async () => {
    const stream = new StalledStream();
    const outlet = new Outlet(stream, () => expect.unreachable());
    outlet.push(frame(OUTLET_LIMIT_BYTES - 10, 'a'));
    await tick();
    stream.resumeTaking();
    outlet.push(frame(100, 'b'));
    await tick();
    expect(stream.taken.map((chunk) => chunk.length)).toEqual([OUTLET_LIMIT_BYTES - 10, 100]);
  });
});
