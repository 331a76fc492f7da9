import { describe, expect, it } from 'vitest';
import { folderView, isInView } from './list-view.ts';

const plain = { isArchived: false };
const filed = { isArchived: false, folderId: 'work' };
const archived = { isArchived: true, folderId: 'work' };

describe('isInView', () => {
  it('shows everything that is not archived among all', () => {
    expect([plain, filed, archived].map((item) => isInView(item, 'all'))).toEqual([true, true, false]);
  });

  it('shows what is in a folder there, unless it is archived', () => {
    expect([plain, filed, archived].map((item) => isInView(item, folderView('work')))).toEqual([false, true, false]);
    expect(isInView(filed, folderView('home'))).toBe(false);
  });

  it('shows what is archived apart', () => {
    expect([plain, filed, archived].map((item) => isInView(item, 'archived'))).toEqual([false, false, true]);
  });
});
