import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { CALLS, type CallName, type Calls } from '../../bridge/calls.ts';
import { type Answer, CALL_CHANNEL } from '../../bridge/surface.ts';
import { isPageUrl } from '../protocol/page-scheme.ts';
import { CallFailure } from './call-failure.ts';
import type { Caller, Handlers } from './handlers.ts';

interface CallEnds {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly handlers: Handlers<Calls>;
  /** Whose window it is that has these contents; undefined for none of ours. */
  readonly callerOf: (contentsId: number) => Caller | undefined;
}

/**
 * The one place where main listens to pages (security E6): the sender is the main frame of a window of ours, on our origin, and may make this
 * call; its input is what the contract says; and whatever fails, the page gets a code and main goes on.
 */
export function answerCalls({ ipcMain, handlers, callerOf }: CallEnds): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Answer> => {
    try {
      const caller = callerIn(event, callerOf);
      return { ok: true, value: await carryOut(handlers, { name, input, caller }) };
    } catch (error) {
      return { ok: false, error: explain(error, name) };
    }
  });
}

function callerIn({ sender, senderFrame }: IpcMainInvokeEvent, callerOf: CallEnds['callerOf']): Caller {
  const caller = callerOf(sender.id);
  const isMainFrame = senderFrame !== null && senderFrame.parent === null;
  if (caller === undefined || !isMainFrame || !isPageUrl(senderFrame.url)) throw new CallFailure('FORBIDDEN', 'This page may not call.');
  return caller;
}

interface MadeCall {
  readonly name: unknown;
  readonly input: unknown;
  readonly caller: Caller;
}

async function carryOut(handlers: Handlers<Calls>, { name, input, caller }: MadeCall): Promise<unknown> {
  if (!isCallName(name)) throw new CallFailure('NOT_FOUND', 'There is no such call.');
  const contract = CALLS[name];
  if (!contract.from.includes(caller.kind)) throw new CallFailure('FORBIDDEN', 'This page may not make this call.');
  const parsed = contract.input.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CallFailure('VALIDATION_ERROR', issue?.message ?? 'The input is wrong.', { field: issue?.path.map(String).join('.') ?? '' });
  }
  // The table's types hold name, input and handler together; one name chooses all three.
  const handle = handlers[name] as (input: unknown, caller: Caller) => unknown;
  return await handle(parsed.data, caller);
}

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name);

function explain(error: unknown, name: unknown): { code: string; message: string; field?: string } {
  if (error instanceof CallFailure) {
    const { code, message, field } = error;
    return field === undefined ? { code, message } : { code, message, field };
  }
  console.error(`The call ${JSON.stringify(name)?.slice(0, 60)} failed.`, error);
  return { code: 'INTERNAL', message: 'The app could not do this.' };
}
