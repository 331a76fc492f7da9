import { createLogger } from '../platform/logger.ts';
import { describeBus } from '../test/bus-contract.ts';
import { InProcessBus } from './in-process-bus.ts';

describeBus('in this process', async () => {
  const logged: string[] = [];
  const destination = { write: (line: string) => logged.push(line) } as unknown as NodeJS.WritableStream;
  const bus = new InProcessBus(createLogger({ level: 'error', format: 'json' }, destination));
  return { here: bus, there: bus, logged, close: () => bus.close() };
});
