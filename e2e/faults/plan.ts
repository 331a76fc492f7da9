import { oneOf, shuffled, wholeBetween } from '../crash/seeded-random.ts';

/** Everything that is done to an installation. */
export const FAULT_KINDS = [
  'kill a node',
  'kill PostgreSQL',
  'kill Redis',
  'flush Redis',
  'stall clients',
  'stall PostgreSQL',
  'stall Redis',
  'reset clients',
  'reset PostgreSQL',
  'reset Redis',
  'half-open clients',
  'part from PostgreSQL',
  'part from Redis',
] as const;

/** Those that everybody notices; a plan ends with one of them. */
const GRAVE = [
  'kill a node',
  'kill PostgreSQL',
  'kill Redis',
  'part from PostgreSQL',
  'part from Redis',
] as const satisfies readonly FaultKind[];

export type FaultKind = (typeof FAULT_KINDS)[number];

/** How many nodes a trial has. */
export const NODES = 2;

export interface Fault {
  readonly kind: FaultKind;
  /** Which of the nodes, or the way to or from which of them. */
  readonly node: number;
  /** How long all is well before it. */
  readonly pauseMs: number;
  /** How long it lasts; what is over at once has 0. */
  readonly durationMs: number;
  /** Begins at the same moment, elsewhere. */
  readonly companion?: Fault;
}

export interface PlanOptions {
  readonly random: () => number;
  /** How long the pauses and the faults may take together. */
  readonly totalMs: number;
  readonly partitionMs: number;
}

/** How often two faults come together. */
const COMPANY = 0.25;

const PAUSE_MS = { least: 300, most: 4_000 };
const STALL_MS = { least: 500, most: 6_000 };
const DOWN_MS = { least: 0, most: 3_000 };
const HALF_OPEN_LEAST_MS = 3_000;

/**
 * Faults in random order until the time is full; every kind comes before one comes again, and a grave one comes last. The same seed gives
 * the same plan.
 */
export function drawPlan(options: PlanOptions): Fault[] {
  const finale = drawFault([oneOf(options.random, GRAVE)], options);
  const plan: Fault[] = [];
  for (let leftMs = options.totalMs - timeOf(finale); ; ) {
    const deck = shuffled(options.random, FAULT_KINDS);
    while (deck.length > 0) {
      const fault = drawFault(deck, options);
      leftMs -= timeOf(fault);
      if (leftMs < 0) return [...plan, finale];
      plan.push(fault);
    }
  }
}

const timeOf = ({ pauseMs, durationMs, companion }: Fault) => pauseMs + Math.max(durationMs, companion?.durationMs ?? 0);

/** Every fault with its companion, in order. */
export const faultsIn = (plan: readonly Fault[]): Fault[] =>
  plan.flatMap((fault) => (fault.companion === undefined ? [fault] : [fault, fault.companion]));

function drawFault(deck: FaultKind[], { random, partitionMs }: PlanOptions): Fault {
  const pauseMs = wholeBetween(random, PAUSE_MS.least, PAUSE_MS.most);
  const draw = (kind: FaultKind | undefined) => {
    if (kind === undefined) throw new Error('The deck is empty.');
    return { kind, node: wholeBetween(random, 0, NODES - 1), pauseMs, durationMs: drawDuration(random, kind, partitionMs) };
  };
  const fault = draw(deck.shift());
  const [next] = deck;
  const isTogether = random() < COMPANY && next !== undefined && partOf(next) !== partOf(fault.kind);
  return isTogether ? { ...fault, companion: draw(deck.shift()) } : fault;
}

/** What a fault concerns: its last word. Two faults of the same part would undo each other. */
const partOf = (kind: FaultKind) => kind.split(' ').at(-1);

function drawDuration(random: () => number, kind: FaultKind, partitionMs: number): number {
  const between = ({ least, most }: { least: number; most: number }) => wholeBetween(random, least, most);
  if (kind.startsWith('part')) return partitionMs;
  if (kind.startsWith('stall')) return between(STALL_MS);
  if (kind.startsWith('kill')) return between(DOWN_MS);
  return kind === 'half-open clients' ? between({ least: HALF_OPEN_LEAST_MS, most: partitionMs }) : 0;
}
