import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../bridge/surface.ts';
import { answerCalls } from './answer-calls.ts';
import { CallFailure } from './call-failure.ts';
import type { Caller } from './handlers.ts';

const PAGE = 'parley-app://parley/c/1';
const WORKSPACE_WINDOW = 1;
const SHELL_WINDOW = 2;
const callers: ReadonlyMap<number, Caller> = new Map([
  [WORKSPACE_WINDOW, { kind: 'workspace', workspaceId: 'w' }],
  [SHELL_WINDOW, { kind: 'shell' }],
]);

interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

/** What main answers to a call, and what its handlers were given. */
async function call(name: unknown, input: unknown, from: { contentsId?: number; frame?: Frame | null } = {}) {
  const handled: unknown[] = [];
  let listener: Parameters<IpcMain['handle']>[1] | undefined;
  const ipcMain: Pick<IpcMain, 'handle'> = {
    handle(_channel, given) {
      listener = given;
    },
  };
  const handlers = new Proxy({} as Parameters<typeof answerCalls>[0]['handlers'], {
    get: (_target, called) => (given: unknown) => {
      handled.push([called, given]);
      if (called === 'workspaces.manage') throw new Error('a path on this disk: /home/ana');
      if (called === 'server.loadViewer') throw new CallFailure('CLOSED', 'Not now.', { field: 'x' });
      return 'done';
    },
  });
  answerCalls({ ipcMain, handlers, callerOf: (contentsId) => callers.get(contentsId) });
  const { contentsId = WORKSPACE_WINDOW, frame = { url: PAGE, parent: null } } = from;
  const event = { sender: { id: contentsId }, senderFrame: frame } as unknown as IpcMainInvokeEvent;
  return { answer: (await listener?.(event, name, input)) as Answer, handled };
}

const refused = (code: string) => ({ answer: { ok: false, error: expect.objectContaining({ code }) }, handled: [] });

describe('calls of a page', () => {
  it('E6 are carried out for the main frame of a window of ours', async () => {
    expect(await call('workspaces.list', {})).toEqual({ answer: { ok: true, value: 'done' }, handled: [['workspaces.list', {}]] });
  });

  it.each([
    ['another window', { contentsId: 3 }],
    ['a frame within the page', { frame: { url: PAGE, parent: { url: PAGE, parent: null } } }],
    ['no frame at all', { frame: null }],
    ['a page of the web', { frame: { url: 'https://chat.example.org/', parent: null } }],
    ['a page of another host of ours', { frame: { url: 'parley-app://other/', parent: null } }],
    ['a page with our address in its name', { frame: { url: 'https://parley-app.example/?parley-app://parley/', parent: null } }],
    ['an empty page', { frame: { url: 'about:blank', parent: null } }],
  ])('E6 are refused from %s', async (_what, from) => {
    expect(await call('workspaces.list', {}, from)).toEqual(refused('FORBIDDEN'));
  });

  it('E6 are refused where the window may not make them', async () => {
    expect(await call('workspaces.remove', { id: crypto.randomUUID() })).toEqual(refused('FORBIDDEN'));
    expect(await call('server.loadViewer', {}, { contentsId: SHELL_WINDOW })).toEqual(refused('FORBIDDEN'));
  });

  it.each(['workspaces.none', '__proto__', 'constructor', 'toString', '', 7, null, undefined, {}])(
    'E6 are refused by the name %j',
    async (name) => {
      expect(await call(name, {})).toEqual(refused('NOT_FOUND'));
    },
  );

  it.each([undefined, null, [], 'x', { id: 'no id' }, { id: crypto.randomUUID(), more: 1 }, { id: { $ne: null } }])(
    'E6 are refused with the input %j',
    async (input) => expect(await call('workspaces.show', input)).toEqual(refused('VALIDATION_ERROR')),
  );

  it('name the field that is wrong', async () => {
    const { answer } = await call('workspaces.show', { id: 'no id' });
    expect(answer).toMatchObject({ ok: false, error: { field: 'id' } });
  });

  it('get the code of what failed, and nothing of what broke', async () => {
    expect((await call('server.loadViewer', {})).answer).toEqual({ ok: false, error: { code: 'CLOSED', message: 'Not now.', field: 'x' } });
    expect((await call('workspaces.manage', {})).answer).toEqual({
      ok: false,
      error: { code: 'INTERNAL', message: 'The app could not do this.' },
    });
  });
});
