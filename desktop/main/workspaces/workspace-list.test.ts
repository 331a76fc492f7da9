import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspaces } from './workspace-list.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-workspaces-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the workspaces of a device', () => {
  it('are there after a restart, with the one that was shown', () => {
    const before = new Workspaces(folder);
    const first = before.add('https://chat.example.org');
    const second = before.add('https://talk.example.org:8443');
    before.setCurrent(first.id);
    const { list, current } = new Workspaces(folder);
    expect({ list, current }).toEqual({ list: { workspaces: [first, second], currentId: first.id }, current: first });
    expect(second.name).toBe('talk.example.org:8443');
  });

  it('are not added twice', () => {
    const workspaces = new Workspaces(folder);
    const first = workspaces.add('https://chat.example.org');
    workspaces.add('https://talk.example.org');
    expect(workspaces.add('https://chat.example.org')).toEqual(first);
    expect(workspaces.list.workspaces).toHaveLength(2);
    expect(workspaces.current).toEqual(first);
  });

  it('are told of, and another one is the current one where it is removed', () => {
    const workspaces = new Workspaces(folder);
    const [first, second] = [workspaces.add('https://chat.example.org'), workspaces.add('https://talk.example.org')];
    const told: unknown[] = [];
    workspaces.onChange(({ currentId }) => told.push(currentId));
    workspaces.remove(second.id);
    workspaces.remove(first.id);
    expect(told).toEqual([first.id, null]);
  });

  it('begin anew where the list cannot be read, which is set aside', () => {
    writeFileSync(path.join(folder, 'workspaces.json'), '{"workspaces": [');
    expect(new Workspaces(folder).list).toEqual({ workspaces: [], currentId: null });
    expect(readdirSync(folder)).toEqual(['workspaces.json.unreadable']);
  });

  it('leave nothing in the folders of Chromium when they are no more', () => {
    const workspaces = new Workspaces(folder);
    const { id } = workspaces.add('https://chat.example.org');
    for (const name of [`workspace-${id}`, 'workspace-gone', 'shell'])
      mkdirSync(path.join(folder, 'Partitions', name), { recursive: true });
    workspaces.sweep();
    expect(readdirSync(path.join(folder, 'Partitions')).sort()).toEqual(['shell', `workspace-${id}`].sort());
  });
});
