import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Bridge, BridgeError } from '../bridge/bridge.ts';
import { CALLS, type CallName } from '../bridge/calls.ts';
import { CallFailure } from '../main/calls/call-failure.ts';
import { keySeal } from '../main/secrets/seal.ts';
import { Vault } from '../main/secrets/vault.ts';
import type { StorePlace } from '../main/store/database-file.ts';
import { storeCalls } from '../main/store/store-calls.ts';
import { storeKeyOf } from '../main/store/store-key.ts';
import { Stores } from '../main/store/stores.ts';

/** Main's stores, and a page's way to them. */
export interface BridgedStores {
  readonly bridge: Pick<Bridge, 'call'>;
  readonly stores: Stores;
  /** Workspaces whose store was begun anew, or whose thread broke. */
  readonly recovered: string[];
  /** A person's file, and what opens it. */
  readonly placeOf: (viewerId: string) => Promise<StorePlace>;
}

/** Stores as main has them, each in its thread, asked over the bridge: what a page gives is parsed, and everything is copied on its way. */
export async function openBridgedStores(root: string): Promise<BridgedStores> {
  const recovered: string[] = [];
  const program = new URL('../main/store/store-worker.ts', import.meta.url);
  const stores = new Stores({ program, onRecovered: (workspaceId) => recovered.push(workspaceId) });
  const vault = await Vault.open(path.join(root, 'secrets'), keySeal(randomBytes(32)));
  const workspace = { item: { id: 'workspace' }, folder: path.join(root, 'workspace'), vault };
  const handlers = storeCalls({ stores, workspaceOf: async () => workspace });
  const caller = { kind: 'workspace', workspaceId: 'workspace' } as const;
  const call = async (name: CallName, input: unknown) => {
    try {
      const handle = handlers[name as keyof typeof handlers] as (input: unknown, from: typeof caller) => unknown;
      return structuredClone(await handle(CALLS[name].input.parse(structuredClone(input)), caller));
    } catch (error) {
      if (error instanceof CallFailure) throw new BridgeError(error);
      throw error;
    }
  };
  const placeOf = async (viewerId: string) => ({ folder: path.join(workspace.folder, viewerId), key: await storeKeyOf(vault, viewerId) });
  return { bridge: { call: call as Bridge['call'] }, stores, recovered, placeOf };
}
