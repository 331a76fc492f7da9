import type { Bridge } from '../../bridge/bridge.ts';
import type { NoticeAct } from '../../bridge/notice-calls.ts';
import type { NoticeDeeds, Notices } from './host.ts';

const LONGEST_TITLE = 300;
const LONGEST_BODY = 1_000;

/** Notifications of the system, with the ways to answer them (NOTIFY-1). The icon's number is told with the rest of how things stand. */
export function desktopNotices(bridge: Bridge): Notices {
  const shown = new Map<string, NoticeDeeds>();
  bridge.on('notices.acted', ({ id, act }) => {
    const deeds = shown.get(id);
    shown.delete(id);
    if (deeds !== undefined) carryOut(deeds, act);
  });
  return {
    show({ id, title, body, isSilent }, deeds) {
      shown.set(id, deeds);
      const text = { id, title: title.slice(0, LONGEST_TITLE) || '…', body: body.slice(0, LONGEST_BODY) };
      bridge.call('notices.show', { ...text, isSilent, canReply: deeds.reply !== undefined }).catch(warn);
      return {
        close() {
          shown.delete(id);
          bridge.call('notices.close', { id }).catch(warn);
        },
      };
    },
    setBadge() {},
  };
}

function carryOut({ open, reply, markRead }: NoticeDeeds, act: NoticeAct): void {
  if (act.type === 'reply') reply?.(act.text);
  else if (act.type === 'markRead') markRead?.();
  else open();
}

const warn = (error: unknown) => console.warn('A notification was not shown.', error);
