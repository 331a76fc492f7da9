import type { STORE_CALLS } from '../../bridge/store-calls.ts';
import { StoreFailure } from '../../sync/store-failure.ts';
import { CallFailure } from '../calls/call-failure.ts';
import { type Caller, type Handlers, workspaceIdOf } from '../calls/handlers.ts';
import type { StoreAsk } from './store-messages.ts';
import type { Stores, StoreWorkspace } from './stores.ts';

interface StoreCallEnds {
  readonly stores: Stores;
  readonly workspaceOf: (id: string) => Promise<StoreWorkspace>;
}

/** Answers what pages ask of their stores. */
export function storeCalls({ stores, workspaceOf }: StoreCallEnds): Handlers<typeof STORE_CALLS> {
  const ask = (caller: Caller, asked: StoreAsk) => told(() => stores.of(workspaceIdOf(caller)).ask(asked));
  return {
    'store.open': ({ viewerId }, caller) => told(async () => stores.open(await workspaceOf(workspaceIdOf(caller)), viewerId)),
    'store.load': (_input, caller) => ask(caller, { name: 'load' }),
    'store.listMessages': (input, caller) => ask(caller, { name: 'listMessages', input }),
    'store.digestMessages': (input, caller) => ask(caller, { name: 'digestMessages', input }),
    'store.listThreads': (input, caller) => ask(caller, { name: 'listThreads', input }),
    'store.listMembers': (input, caller) => ask(caller, { name: 'listMembers', input }),
    'store.listReceipts': (input, caller) => ask(caller, { name: 'listReceipts', input }),
    'store.search': (input, caller) => ask(caller, { name: 'search', input }),
    async 'store.save'(input, caller) {
      await ask(caller, { name: 'save', input });
      return null;
    },
    async 'store.close'(_input, caller) {
      await told(() => stores.close(workspaceIdOf(caller)));
      return null;
    },
    async 'store.destroy'(_input, caller) {
      await told(() => stores.destroy(workspaceIdOf(caller)));
      return null;
    },
  };
}

/** The page learns the code of a failure, and may go on without a store. */
async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreFailure) throw new CallFailure(error.code, error.message, { cause: error });
    throw error;
  }
}
