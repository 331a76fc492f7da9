import { z } from 'zod';
import { call } from './contract.ts';

const ID = z.string().min(1).max(100);

/** Notifications of the system in place of the browser's (NOTIFY-1). */
export const NOTICE_CALLS = {
  /** Shows one; another of the same id takes its place. */
  'notices.show': call<null>()(
    z.strictObject({
      id: ID,
      title: z.string().min(1).max(300),
      body: z.string().max(10_000),
      isSilent: z.boolean(),
      canReply: z.boolean(),
    }),
    ['workspace'],
  ),
  'notices.close': call<null>()(z.strictObject({ id: ID }), ['workspace']),
} as const;

/** What the person did with a notification. */
export type NoticeAct = { readonly type: 'open' } | { readonly type: 'markRead' } | { readonly type: 'reply'; readonly text: string };

export interface NoticeEvents {
  readonly 'notices.acted': { readonly id: string; readonly act: NoticeAct };
}
