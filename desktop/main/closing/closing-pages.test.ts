import { describe, expect, it } from 'vitest';
import { ClosingPages } from './closing-pages.ts';

describe('pages that are asked to finish', () => {
  it('are waited for, all of them', async () => {
    const closing = new ClosingPages();
    const told: string[] = [];
    let isOver = false;
    const pages = ['a', 'b'].map((workspaceId) => ({ workspaceId, tell: () => told.push(workspaceId) }));
    const over = closing.ask(pages, 60_000).then(() => {
      isOver = true;
    });
    closing.answered('a');
    closing.answered('stranger');
    await new Promise(setImmediate);
    expect([told, isOver]).toEqual([['a', 'b'], false]);
    closing.answered('b');
    await over;
  });

  it('hold nothing up when there are none, or when one does not answer', async () => {
    const closing = new ClosingPages();
    await closing.ask([]);
    await closing.ask([{ workspaceId: 'a', tell: () => {} }], 1);
    closing.answered('a');
  });
});
