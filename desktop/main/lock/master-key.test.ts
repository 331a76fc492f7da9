import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keySeal } from '../secrets/seal.ts';
import { MasterKey } from './master-key.ts';
import { closeWithPin, openWithPin } from './pin-box.ts';

/** The least that is taken. */
const CHEAP = 2 ** 14;
const system = keySeal(randomBytes(32));
let folder: string;
let file: string;
let now: number;

const open = () => MasterKey.open({ file, base: system, now: () => now, pinCost: CHEAP });
const RIGHT = { isRight: true, waitMs: 0 };
const WRONG = { isRight: false, waitMs: 0 };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-lock-'));
  file = path.join(folder, 'key');
  now = 1_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the box of the PIN', () => {
  it('opens with the PIN alone, however the keyboard writes it', async () => {
    const key = randomBytes(32);
    const box = await closeWithPin('Grün 1234', key);
    expect(await openWithPin('Gru\u0308n 1234', box)).toEqual(key);
    expect(await openWithPin('Grün 1235', box)).toBeNull();
    expect(await openWithPin('Grün 1234', { ...box, closed: randomBytes(32).toString('base64') })).toBeNull();
    expect(JSON.stringify(box)).not.toContain(key.toString('base64'));
  });
});

describe('the master key', () => {
  it('is the same at the next start', async () => {
    const sealed = await (await open()).seal.seal('the key of the store');
    expect(await (await open()).seal.open(sealed)).toBe('the key of the store');
  });

  it('is out of reach while it is locked, and after a start, until the PIN comes', async () => {
    const key = await open();
    expect([key.lock(), key.isLocked]).toEqual([false, false]);
    const sealed = await key.seal.seal('secret');
    expect(await key.setPin('246810', null)).toEqual(RIGHT);
    expect([key.hasPin, await key.seal.open(sealed)]).toEqual([true, 'secret']);
    expect([key.lock(), key.isLocked]).toEqual([true, true]);
    await expect(key.seal.open(sealed)).rejects.toThrow('locked');
    await expect(key.seal.seal('more')).rejects.toThrow('locked');
    const next = await open();
    expect([next.hasPin, next.isLocked]).toEqual([true, true]);
    expect(await next.unlock('246811')).toEqual(WRONG);
    await expect(next.seal.open(sealed)).rejects.toThrow('locked');
    expect(await next.unlock('246810')).toEqual(RIGHT);
    expect(await next.seal.open(sealed)).toBe('secret');
  });

  it('changes and loses its PIN for who knows it, and nobody else', async () => {
    const key = await open();
    const sealed = await key.seal.seal('secret');
    await key.setPin('first 1', null);
    expect(await key.setPin('second 2', null)).toEqual(WRONG);
    expect(await key.setPin('second 2', 'first 1')).toEqual(RIGHT);
    expect(await key.removePin('first 1')).toEqual(WRONG);
    expect(await key.removePin('second 2')).toEqual(RIGHT);
    const next = await open();
    expect([next.hasPin, next.isLocked, await next.seal.open(sealed)]).toEqual([false, false, 'secret']);
  });

  it('makes whoever guesses wait, also those who end the app in between or guess at once', async () => {
    await (await open()).setPin('246810', null);
    const key = await open();
    key.lock();
    expect(await Promise.all(['1', '2', '3'].map((pin) => key.unlock(pin)))).toEqual([WRONG, WRONG, { isRight: false, waitMs: 5_000 }]);
    const next = await open();
    now += 1_000;
    expect([next.waitMs, await next.unlock('246810')]).toEqual([4_000, { isRight: false, waitMs: 4_000 }]);
    now += 4_000;
    expect(await next.unlock('4')).toEqual({ isRight: false, waitMs: 15_000 });
    now += 15_000;
    expect(await next.unlock('246810')).toEqual(RIGHT);
    next.lock();
    expect(await next.unlock('5')).toEqual(WRONG);
  });

  it('begins anew where its file cannot be read, and sets that aside', async () => {
    const sealed = await (await open()).seal.seal('secret');
    const before = readFileSync(file);
    writeFileSync(file, before.subarray(1));
    const key = await open();
    expect(existsSync(`${file}.unreadable`)).toBe(true);
    await expect(key.seal.open(sealed)).rejects.toThrow();
    expect(await (await open()).seal.open(await key.seal.seal('new'))).toBe('new');
  });
});
