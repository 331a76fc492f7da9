import { describe, expect, it } from 'vitest';
import { statusLabel } from './status-label.ts';

describe('how far a message has come, in words', () => {
  it.each([
    [{ state: 'sent', othersCount: 1 }, 'Sent'],
    [{ state: 'delivered', othersCount: 1 }, 'Delivered'],
    [{ state: 'read', readCount: 1, othersCount: 1 }, 'Read'],
    [{ state: 'sent', readCount: 0, othersCount: 60 }, 'Sent'],
    [{ state: 'sent', readCount: 47, othersCount: 60 }, 'Read by 47'],
    [{ state: 'delivered', readCount: 2, othersCount: 60 }, 'Read by 2'],
    [{ state: 'read', readCount: 60, othersCount: 60 }, 'Read by everyone'],
    [{ state: 'sent' }, 'Sent'],
  ] as const)('%j: %s', (message, label) => {
    expect(statusLabel(message)).toBe(label);
  });
});
