import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAmong, parseLink } from './parse-link.ts';

const ID = '01935a7e-1b2c-7d3e-8f40-123456789abc';
const TOKEN = 'A1b2C3d4E5f6G7h8I9j0-_';

describe('a parley:// link', () => {
  it.each([
    [`parley://chat.example.org/c/${ID}`, 'chat.example.org', `/c/${ID}`],
    [`parley://Chat.Example.ORG:8443/c/${ID}?m=42`, 'chat.example.org:8443', `/c/${ID}?m=42`],
    [`parley://localhost:4000/c/${ID}/t/7?m=12`, 'localhost:4000', `/c/${ID}/t/7?m=12`],
    [`parley://chat.example.org/c/${ID}?d=2026-01-05`, 'chat.example.org', `/c/${ID}?d=2026-01-05`],
    [`parley://[::1]:4000/c/${ID}/`, '[::1]:4000', `/c/${ID}`],
    [`parley://chat.example.org/join/${TOKEN}`, 'chat.example.org', `/join/${TOKEN}`],
    [`parley://chat.example.org/invite/${TOKEN}/`, 'chat.example.org', `/invite/${TOKEN}`],
  ])('names a place: %s', (link, host, path) => {
    expect(parseLink(link)).toEqual({ host, path });
  });

  it.each([
    '',
    'parley:',
    'parley://',
    'https://chat.example.org/c/x',
    `parley://chat.example.org/c/${ID}#x`,
    `parley://ana:secret@chat.example.org/c/${ID}`,
    `parley://chat.example.org/c/${ID}/../../settings`,
    `parley://chat.example.org/c/${ID}?m=0`,
    `parley://chat.example.org/c/${ID}?m=1&m=2`,
    `parley://chat.example.org/c/${ID}?m=1e9`,
    `parley://chat.example.org/c/${ID}?x=1`,
    `parley://chat.example.org/c/${ID}/t/0`,
    `parley://chat.example.org/c/${ID.toUpperCase()}`,
    `parley://chat.example.org//c/${ID}`,
    `parley://chat.example.org/c/${ID}%2F..`,
    `parley://chat.exa_mple.org/c/${ID}`,
    `parley://chat.example.org%2f@evil/c/${ID}`,
    `parley://-chat/c/${ID}`,
    `parley:/c/${ID}`,
    `parley://chat.example.org/join/${TOKEN}?m=1`,
    'parley://chat.example.org/join/short',
    'parley://chat.example.org/settings',
    'javascript:alert(1)',
    `parley://chat.example.org/c/${ID}?m=${'1'.repeat(600)}`,
  ])('is refused: %s', (link) => {
    expect(parseLink(link)).toBeUndefined();
  });

  it('throws for nothing, and only ever names paths of its own making', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((rest) => `parley://chat.example.org/c/${rest}`),
    );
    fc.assert(
      fc.property(anything, (link) => {
        const place = parseLink(link);
        expect(place === undefined || /^\/(c|join|invite)\/[\w-]+(\/t\/\d+)?(\?[md]=[\d-]+)?$/.test(place.path)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found among what a program is started with', () => {
    expect(linkAmong(['/usr/bin/parley', '--hidden', 'parley://a/c/1'])).toBe('parley://a/c/1');
    expect(linkAmong(['parley://a/c/1', '/x', 'PARLEY://b/c/2'])).toBe('PARLEY://b/c/2');
    expect(linkAmong(['/usr/bin/parley', 'not-parley://x'])).toBeUndefined();
  });
});
