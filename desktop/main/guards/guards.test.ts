import { describe, expect, it } from 'vitest';
import { isReachable } from './guard-session.ts';
import { outsideAddress } from './outside-links.ts';

describe('links to the outside', () => {
  it.each(['https://example.org/a?b#c', 'http://intranet/', 'mailto:ana@example.org?subject=Hi'])('E4 open for %s', (address) => {
    expect(outsideAddress(address)).toBe(address);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'ms-msdt:/id PCWDiagnostic',
    'smb://server/share',
    'ssh://host',
    'vscode://x',
    'parley-app://parley/',
    'parley://chat.example.org/c/1',
    'tel:123',
    'ftp://example.org/',
    'https://user:secret@example.org/',
    'https://trusted.example@evil.example/',
    '//example.org',
    'example.org',
    '',
    `https://example.org/${'a'.repeat(9_000)}`,
  ])('E4 stay closed for %s', (address) => {
    expect(outsideAddress(address)).toBeNull();
  });
});

describe('the network of a page', () => {
  const server = 'https://chat.example.org';

  it.each([
    'parley-app://parley/assets/a.js',
    'https://chat.example.org/x',
    'wss://chat.example.org/graphql',
    'blob:parley-app://parley/1',
  ])('E3 reaches %s', (address) => expect(isReachable(address, server)).toBe(true));

  it.each([
    'https://evil.example/',
    'http://chat.example.org/',
    'ws://chat.example.org/graphql',
    'https://chat.example.org:8443/',
    'https://chat.example.org.evil.example/',
    'parley-app://other/',
    'file:///etc/passwd',
    'ftp://chat.example.org/',
    'nonsense',
  ])('E3 does not reach %s', (address) => expect(isReachable(address, server)).toBe(false));

  it('E3 ends at the app for its own screens', () => {
    expect(isReachable(server, null)).toBe(false);
  });
});
