import { describeStoreContract } from '../test/store-contract.ts';
import { MemoryStore } from './memory-store.ts';

describeStoreContract('MemoryStore', async () => new MemoryStore());
