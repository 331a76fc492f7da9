import type { Figures } from './figures.ts';

interface Limit {
  readonly figure: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One promise of SPEED and what shows whether it is kept. */
export interface SpeedPromise {
  readonly says: string;
  readonly workload: string;
  readonly limits: readonly Limit[];
}

/** The table SPEED of the requirements, row by row. */
export const PROMISES: readonly SpeedPromise[] = [
  {
    says: '1,000 connected, 50 messages/s, 60 s: ≥ 99.9 % delivered, send → deliver average < 100 ms, p95 < 300, p99 < 500, no error',
    workload: 'office',
    limits: [
      { figure: 'delivered, %', atLeast: 99.9 },
      { figure: 'send → delivered, average, ms', atMost: 100 },
      { figure: 'send → delivered, p95, ms', atMost: 300 },
      { figure: 'send → delivered, p99, ms', atMost: 500 },
      { figure: 'errors', atMost: 0 },
    ],
  },
  {
    says: 'send → acknowledged (on disk), 500 messages/s: p50 < 5 ms, p95 < 20, p99 < 50',
    workload: 'steady',
    limits: [
      { figure: 'send → acknowledged, p50, ms', atMost: 5 },
      { figure: 'send → acknowledged, p95, ms', atMost: 20 },
      { figure: 'send → acknowledged, p99, ms', atMost: 50 },
    ],
  },
  {
    says: 'send → delivered, 500 messages/s: p95 < 20 ms, p99 < 50',
    workload: 'steady',
    limits: [
      { figure: 'send → delivered, p95, ms', atMost: 20 },
      { figure: 'send → delivered, p99, ms', atMost: 50 },
    ],
  },
  { says: 'durable sends, closed loop of 200: ≥ 20,000/s', workload: 'send', limits: [{ figure: 'sends/s', atLeast: 20_000 }] },
  { says: 'durable sends, closed loop of 1,000: ≥ 20,000/s', workload: 'pipelined', limits: [{ figure: 'sends/s', atLeast: 20_000 }] },
  { says: 'group of 300, live deliveries: ≥ 250,000/s', workload: 'fan-out', limits: [{ figure: 'deliveries/s', atLeast: 250_000 }] },
  {
    says: '10,000 connections in one process: ≥ 3,000 a second, ready p95 < 200 ms, ≤ 16 KB resident each idle',
    workload: 'connect',
    limits: [
      { figure: 'connects/s', atLeast: 3000 },
      { figure: 'connect → ready, p95, ms', atMost: 200 },
      { figure: 'resident for each idle socket, KB', atMost: 16 },
    ],
  },
  {
    says: 'catch-up of 1,000 missed messages: ≤ 15 ms from connect to the last',
    workload: 'catch-up',
    limits: [{ figure: 'connect → last of 1000, p50, ms', atMost: 15 }],
  },
  {
    says: 'API query p95 < 50 ms; database statement p95 < 10 ms',
    workload: 'api',
    limits: [
      { figure: 'query of any kind, p95, ms', atMost: 50 },
      { figure: 'database, bind, p95, ms', atMost: 10 },
      { figure: 'database, execute, p95, ms', atMost: 10 },
    ],
  },
  {
    says: 'search among 10 million messages (--messages 10000000): p95 ≤ 100 ms; a message is found ≤ 1 s after its send',
    workload: 'search',
    limits: [
      { figure: 'search of any kind, p95, ms', atMost: 100 },
      { figure: 'send → found, p95, ms', atMost: 1000 },
    ],
  },
  {
    says: 'presence, typing, receipt visible: ≤ 1 s',
    workload: 'visible',
    limits: [
      { figure: 'typing → visible, p95, ms', atMost: 1000 },
      { figure: 'read → visible, p95, ms', atMost: 1000 },
      { figure: 'connect → presence visible, p95, ms', atMost: 1000 },
    ],
  },
  {
    says: 'two nodes: ≥ 1.7 × one, until PostgreSQL (here: the two cores) is the limit',
    workload: 'nodes',
    limits: [{ figure: 'two nodes : one, ratio', atLeast: 1.7 }],
  },
  {
    says: 'the page, slowed down 4 times, 100,000 messages: typing p95 < 50 ms, a conversation opens < 150 ms, no blank > 100 ms while scrolling, heap flat over 500 changes',
    workload: 'page',
    limits: [
      { figure: 'key → painted, p95, ms', atMost: 50 },
      { figure: 'press → conversation painted, p95, ms', atMost: 150 },
      { figure: 'longest blank while scrolling, ms', atMost: 100 },
      { figure: 'heap growth, %', atMost: 10 },
    ],
  },
  {
    says: 'the desktop with 1 million cached messages in 200 conversations: its list is painted ≤ 1 s after the start, a conversation opens ≤ 50 ms p95, search as one types ≤ 30 ms p95, 5,000 missed messages ≤ 3 s',
    workload: 'desktop',
    limits: [
      { figure: 'start → list painted, p50, ms', atMost: 1000 },
      { figure: 'a page of a conversation, p95, ms', atMost: 50 },
      { figure: 'search of any kind, p95, ms', atMost: 30 },
      { figure: '5000 missed messages saved, ms', atMost: 3000 },
      { figure: 'longest stall meanwhile, ms', atMost: 50 },
    ],
  },
];

/** Whether the figures keep it; undefined when it was not measured. */
export function isKept({ limits }: SpeedPromise, figures: Figures): boolean | undefined {
  const measured = limits.map(({ figure, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }) => {
    const value = figures[figure];
    return value === undefined ? undefined : value >= atLeast && value <= atMost;
  });
  return measured.includes(undefined) ? undefined : !measured.includes(false);
}
