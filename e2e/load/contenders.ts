import { type Baseline, BaselineGround } from './baseline-ground.ts';
import { bareDialect } from './dialects/bare.ts';
import { socketIoDialect } from './dialects/socket-io.ts';
import { yogaDialect } from './dialects/yoga.ts';
import type { Ground, GroundOptions } from './ground.ts';
import { ParleyGround } from './parley-ground.ts';
import type { Stage } from './stage.ts';

export const PARLEY = 'Parley';

/** The servers that Parley is compared with, by the name they have in tables. */
export const BASELINES: Readonly<Record<string, Baseline>> = {
  'Socket.IO': { program: 'socket-io.ts', dialect: socketIoDialect, usesRedis: true },
  'ordinary Yoga': { program: 'yoga-ordinary.ts', dialect: yogaDialect, usesRedis: true },
  'bare ws': { program: 'bare-ws.ts', dialect: bareDialect, usesRedis: false },
};

/** Starts one of them on a database of its own. */
export function openGround(stage: Stage, contender: string, options: GroundOptions): Promise<Ground> {
  const baseline = BASELINES[contender];
  return baseline === undefined ? ParleyGround.open(stage, options) : BaselineGround.open(stage, baseline, options);
}
