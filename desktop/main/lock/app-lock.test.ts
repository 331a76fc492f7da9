import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keySeal } from '../secrets/seal.ts';
import { AppLock, lockCalls } from './app-lock.ts';
import { MasterKey } from './master-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-app-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = { kind: 'workspace', workspaceId: 'w1' } as const;
const SHELL = { kind: 'shell' } as const;
const RIGHT = { isRight: true, waitMs: 0 };

async function app() {
  const key = await MasterKey.open({ file: path.join(folder, 'key'), base: keySeal(randomBytes(32)), now: () => 0, pinCost: 2 ** 14 });
  const done: string[] = [];
  const lock = new AppLock({
    key: () => key,
    close: async () => void done.push(key.isLocked ? 'closed too late' : 'closed'),
    onLocked: () => done.push(key.isLocked ? 'locked' : 'shown too early'),
    onUnlocked: () => done.push('unlocked'),
    onChange: ({ hasPin }) => done.push(hasPin ? 'pin' : 'no pin'),
    wipe: async () => void done.push('wiped'),
  });
  return { key, lock, done, calls: lockCalls(lock) };
}

describe('the app lock', () => {
  it('locks nothing without a PIN', async () => {
    const { lock, done, calls } = await app();
    await lock.lock();
    await expect(async () => calls['lock.close']({}, PAGE)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect([lock.isLocked, done]).toEqual([false, []]);
  });

  it('closes everything while the key is still there, drops it, and comes back with the PIN', async () => {
    const { key, lock, done, calls } = await app();
    expect(await calls['lock.setPin']({ pin: '246810', current: null }, PAGE)).toEqual(RIGHT);
    await Promise.all([lock.lock(), lock.lock()]);
    expect([lock.isLocked, key.isLocked]).toEqual([true, true]);
    expect(await calls['lock.open']({ pin: '000000' }, SHELL)).toEqual({ isRight: false, waitMs: 0 });
    expect(await calls['lock.open']({ pin: '246810' }, SHELL)).toEqual(RIGHT);
    expect([lock.isLocked, done]).toEqual([false, ['pin', 'closed', 'locked', 'unlocked']]);
  });

  it('answers the page before it is closed', async () => {
    const { calls, done } = await app();
    await calls['lock.setPin']({ pin: '246810', current: null }, PAGE);
    expect(await calls['lock.close']({}, PAGE)).toBeNull();
    await expect.poll(() => done).toEqual(['pin', 'closed', 'locked']);
  });

  it('loses its PIN for who knows it, and all that is kept for who does not', async () => {
    const { lock, calls, done } = await app();
    await calls['lock.setPin']({ pin: '246810', current: null }, PAGE);
    expect(await calls['lock.removePin']({ current: 'guess!' }, PAGE)).toEqual({ isRight: false, waitMs: 0 });
    expect(await calls['lock.removePin']({ current: '246810' }, PAGE)).toEqual(RIGHT);
    expect(lock.state).toEqual({ hasPin: false, canHavePin: true });
    await calls['lock.forget']({}, SHELL);
    expect(done).toEqual(['pin', 'no pin', 'wiped']);
  });
});
