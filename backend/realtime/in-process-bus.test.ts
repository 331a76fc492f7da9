import { describe, it } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { BUS_PROMISES, type BusWorld } from '../test/bus-contract.ts';
import { InProcessBus } from './in-process-bus.ts';

function openWorld(): BusWorld {
  const logged: string[] = [];
  const destination = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  const bus = new InProcessBus(createLogger({ level: 'error', format: 'json' }, destination));
  return { here: bus, there: bus, logged, close: () => bus.close() };
}

describe('the bus of one process', () => {
  it.each(Object.entries(BUS_PROMISES))('%s', async (_name, keepsPromise) => {
    const world = openWorld();
    await keepsPromise(world);
    await world.close();
  });
});
