import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPage } from './page-files.ts';
import { pagePolicy } from './page-policy.ts';

const SECRET = 'what no page may read';

let parent: string;
let ask: (address: string, method?: string) => Promise<Response>;

beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'parley-pages-'));
  const folder = path.join(parent, 'web');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html>the page');
  writeFileSync(path.join(folder, 'assets/main.js'), 'the script');
  writeFileSync(path.join(folder, 'package.yaml'), SECRET);
  writeFileSync(path.join(folder, '.env.js'), SECRET);
  mkdirSync(path.join(parent, 'web-beside'));
  for (const name of ['secret.js', 'web-beside/secret.js', 'secret.html']) writeFileSync(path.join(parent, name), SECRET);
  symlinkSync(folder, path.join(parent, 'link'));
  const answer = answerPage({ folder, policy: pagePolicy('https://chat.example.org') });
  // The way of a request within Electron: addresses are not made plainer on it than the handler gets them.
  ask = (address, method = 'GET') => answer({ url: address, method } as Request);
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

const up = (count: number, step: string) => `parley-app://parley/${step.repeat(count)}secret.js`;

/** Fifty ways out of the folder, out of the origin, or to what is no part of the page (security E2). */
const TRAVERSALS: readonly string[] = [
  ...[
    '../',
    '..%2f',
    '..%2F',
    '%2e%2e/',
    '%2e%2e%2f',
    '%2E%2E%2F',
    '.%2e/',
    '..\\',
    '..%5c',
    '%2e%2e%5c',
    '..%255c',
    '%252e%252e%252f',
  ].flatMap((step) => [up(1, step), up(6, step)]),
  'parley-app://parley/assets/../../secret.js',
  'parley-app://parley/assets/%2e%2e/%2e%2e/secret.js',
  'parley-app://parley/..;/secret.js',
  'parley-app://parley/.../secret.js',
  'parley-app://parley/....//secret.js',
  'parley-app://parley/../web-beside/secret.js',
  'parley-app://parley/%2e%2e/web-beside/secret.js',
  'parley-app://parley//etc/secret.js',
  'parley-app://parley/%2fetc%2fsecret.js',
  'parley-app://parley/%00secret.js',
  'parley-app://parley/assets/main.js%00.html',
  'parley-app://parley/C:/secret.js',
  'parley-app://parley/C%3a%5csecret.js',
  'parley-app://parley/%5c%5cserver%5cshare%5csecret.js',
  'parley-app://parley/file:///secret.js',
  'parley-app://parley/secret.js::$DATA',
  'parley-app://parley/.env.js',
  'parley-app://parley/assets/.env.js',
  'parley-app://parley/package.yaml',
  'parley-app://parley/secret.js',
  'parley-app://parley/%c0%ae%c0%ae/secret.js',
  'parley-app://parley/%uff0e%uff0e/secret.js',
  'parley-app://parley/%',
  'parley-app://other/assets/main.js',
  'parley-app://parley.evil/assets/main.js',
  'parley-app://user@parley/assets/main.js',
];

describe('the files of the page', () => {
  it('E2 refuses fifty ways out of their folder', async () => {
    expect(TRAVERSALS).toHaveLength(50);
    const answers = await Promise.all(
      TRAVERSALS.map(async (address) => {
        const response = await ask(address);
        return { address, status: response.status, holdsSecret: (await response.text()).includes(SECRET) };
      }),
    );
    expect(answers).toEqual(TRAVERSALS.map((address) => ({ address, status: 404, holdsSecret: false })));
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('E2 are not for %s', async (method) => {
    expect((await ask('parley-app://parley/assets/main.js', method)).status).toBe(405);
  });

  it('are given with their type and the policy', async () => {
    const response = await ask('parley-app://parley/assets/main.js');
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      200,
      'the script',
      'text/javascript; charset=utf-8',
    ]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe(pagePolicy('https://chat.example.org'));
  });

  it.each(['/', '/c/0199f7f4-1f2c-7a3b-8a4e-0123456789ab', '/settings/privacy', '/search?q=..%2f'])('are the page at %s', async (place) => {
    expect(await (await ask(`parley-app://parley${place}`)).text()).toContain('the page');
  });

  it('E3 are under a policy that names the one server, takes no script from text and no other source', () => {
    expect(pagePolicy('https://chat.example.org')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self' https://chat.example.org wss://chat.example.org; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(pagePolicy(null)).toContain("connect-src 'self';");
  });
});
