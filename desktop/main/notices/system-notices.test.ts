import type { NotificationConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { wordsFor } from '../words/words.ts';
import { type NoticeText, SystemNotices } from './system-notices.ts';

type Listener = (details: { reply: string; actionIndex: number }) => void;

/** A system that shows notifications and lets the test press them. */
function systemOf(platform: string) {
  const shown: { options: NotificationConstructorOptions; isOpen: boolean; emit: (event: string, details?: object) => void }[] = [];
  const acts: unknown[] = [];
  const notices = new SystemNotices({
    platform,
    words: () => wordsFor('en', []),
    onAct: (...act) => acts.push(act),
    make(options) {
      const listeners = new Map<string, Listener>();
      const entry = {
        options,
        isOpen: false,
        emit: (event: string, details = {}) => listeners.get(event)?.({ reply: '', actionIndex: 0, ...details }),
      };
      shown.push(entry);
      return {
        show: () => {
          entry.isOpen = true;
        },
        close: () => {
          entry.isOpen = false;
          entry.emit('close');
        },
        on: (event: string, listener: Listener) => listeners.set(event, listener),
      };
    },
  });
  return { notices, shown, acts };
}

const PING: NoticeText = { id: 'm1', title: 'Ben', body: 'Lunch?', isSilent: false, canReply: true };

describe('notifications of the system', () => {
  it('say who and what, and can be answered where the system lets one write', () => {
    const mac = systemOf('darwin');
    mac.notices.show('w1', PING);
    expect(mac.shown[0]?.options).toEqual({
      title: 'Ben',
      body: 'Lunch?',
      silent: false,
      actions: [{ type: 'button', text: 'Mark read' }],
      hasReply: true,
      replyPlaceholder: 'Write a reply',
    });
    const linux = systemOf('linux');
    linux.notices.show('w1', PING);
    expect(linux.shown[0]?.options).not.toHaveProperty('hasReply');
    mac.notices.show('w1', { ...PING, id: 'm2', canReply: false, body: 'x'.repeat(600) });
    expect(mac.shown[1]?.options).not.toHaveProperty('hasReply');
    expect(mac.shown[1]?.options.body).toHaveLength(501);
  });

  it('tell once what was done with them, and are gone then', () => {
    const { notices, shown, acts } = systemOf('darwin');
    for (const id of ['a', 'b', 'c', 'd']) notices.show('w1', { ...PING, id });
    shown[0]?.emit('click');
    shown[1]?.emit('reply', { reply: 'Yes!' });
    shown[2]?.emit('action');
    shown[3]?.emit('reply', { reply: '  ' });
    expect(acts).toEqual([
      ['w1', 'a', { type: 'open' }],
      ['w1', 'b', { type: 'reply', text: 'Yes!' }],
      ['w1', 'c', { type: 'markRead' }],
      ['w1', 'd', { type: 'open' }],
    ]);
    expect([notices.count, shown.map(({ isOpen }) => isOpen)]).toEqual([0, [false, false, false, false]]);
  });

  it('take the place of an earlier one of the same id, of the same workspace alone', () => {
    const { notices, shown } = systemOf('darwin');
    notices.show('w1', PING);
    notices.show('w2', PING);
    notices.show('w1', { ...PING, body: 'Lunch at 1?' });
    expect(shown.map(({ isOpen, options }) => [isOpen, options.body])).toEqual([
      [false, 'Lunch?'],
      [true, 'Lunch?'],
      [true, 'Lunch at 1?'],
    ]);
    expect(notices.count).toBe(2);
  });

  it('are closed when read elsewhere, by workspace, and all of them', () => {
    const { notices, shown } = systemOf('darwin');
    const open = () => shown.map(({ isOpen }) => isOpen);
    for (const workspace of ['w1', 'w1', 'w2', 'w3']) notices.show(workspace, { ...PING, id: `m${shown.length}` });
    notices.close('w1', 'm0');
    expect(open()).toEqual([false, true, true, true]);
    notices.closeAll('w1');
    expect(open()).toEqual([false, false, true, true]);
    notices.closeAll();
    expect([open(), notices.count]).toEqual([[false, false, false, false], 0]);
  });

  it('that the person waved away are no longer held', () => {
    const { notices, shown, acts } = systemOf('linux');
    notices.show('w1', PING);
    shown[0]?.emit('close');
    expect([notices.count, acts]).toEqual([0, []]);
  });

  it('tell nothing of who wrote what behind a locked screen', () => {
    const { notices, shown } = systemOf('darwin');
    notices.show('w1', PING);
    notices.conceal(true);
    expect([shown[0]?.isOpen, notices.count]).toEqual([false, 0]);
    notices.show('w1', { ...PING, id: 'm2' });
    expect(shown[1]?.options).toEqual({ title: 'Parley', body: 'New message', silent: false });
    notices.conceal(false);
    notices.show('w1', { ...PING, id: 'm3' });
    expect(shown[2]?.options.body).toBe('Lunch?');
  });
});
