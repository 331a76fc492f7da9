import { describe, expect, it } from 'vitest';
import { presenceText } from './presence-text.ts';

const now = new Date(2026, 10, 21, 12, 0);

describe('presence in words', () => {
  it('says what and where', () => {
    expect(presenceText({ status: 'ONLINE', device: 'DESKTOP' }, now)).toBe('Online · desktop app');
    expect(presenceText({ status: 'AWAY', device: 'WEB' }, now)).toBe('Away · browser');
    expect(presenceText({ status: 'BUSY', device: null }, now)).toBe('Do not disturb');
  });

  it('says since when, and nothing of who may not be seen', () => {
    const lastSeenAt = new Date(2026, 10, 21, 11, 55).toISOString();
    expect(presenceText({ status: 'OFFLINE', lastSeenAt }, now)).toBe('Last seen 5 minutes ago');
    expect(presenceText({ status: 'OFFLINE', lastSeenAt: null }, now)).toBeUndefined();
  });
});
