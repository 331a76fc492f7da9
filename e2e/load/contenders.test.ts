import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASELINES, PARLEY } from './contenders.ts';
import { measure } from './measure.ts';
import { Stage } from './stage.ts';
import { CATCH_UP } from './workloads/catching-up.ts';
import { STEADY } from './workloads/sending.ts';

/** As long as it takes to see that generator and server understand each other. */
const SECONDS = 0.3;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe.each([PARLEY, ...Object.keys(BASELINES)])('%s', { timeout: 60_000 }, (contender) => {
  it('delivers all that it acknowledges to everybody of the groups', async () => {
    const { figures, errors } = await measure(stage, { workload: STEADY, contender, seconds: SECONDS });
    expect(errors).toEqual(new Map());
    expect(figures['delivered, %']).toBe(100);
    expect(figures['send → acknowledged, p50, ms']).toBeGreaterThan(0);
  });

  it('gives what was missed', async () => {
    const { figures, errors } = await measure(stage, { workload: CATCH_UP, contender, seconds: SECONDS });
    expect(errors).toEqual(new Map());
    expect(figures['connect → last of 1000, p50, ms']).toBeGreaterThan(0);
  });
});
