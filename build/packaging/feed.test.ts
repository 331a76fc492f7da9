import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isSignedBy } from '../../desktop/main/updates/feed-signature.ts';
import { setRollout } from './rollout.ts';
import { feedOf, readSettings } from './settings.ts';
import { publicKeyOf, signFeed } from './sign-feed.ts';

/** As electron-builder writes it. */
const CHANNEL_FILE = `version: 1.2.3
files:
  - url: parley-1.2.3-linux-x86_64.AppImage
    sha512: ${Buffer.alloc(64, 7).toString('base64')}
    size: 104857600
    blockMapSize: 110000
path: parley-1.2.3-linux-x86_64.AppImage
sha512: ${Buffer.alloc(64, 7).toString('base64')}
releaseDate: '2026-11-21T12:00:00.000Z'
`;

const folder = mkdtempSync(path.join(tmpdir(), 'parley-feed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function feed(): string {
  const own = mkdtempSync(path.join(folder, 'feed-'));
  for (const name of ['latest-linux.yml', 'beta-linux.yml', 'builder-debug.yml']) writeFileSync(path.join(own, name), CHANNEL_FILE);
  return own;
}

const entryOf = (own: string) => parse(readFileSync(path.join(own, 'latest-linux.yml'), 'utf8'));
const newKey = () => generateKeyPairSync('ed25519').privateKey;

test('what is signed is what the app takes', () => {
  const own = feed();
  const key = newKey();
  expect([...signFeed(own, key)].sort()).toEqual(['beta-linux.yml', 'latest-linux.yml']);
  expect(isSignedBy(publicKeyOf(key), entryOf(own))).toBe(true);
});

test('the app takes neither what nobody signed, nor what somebody else signed, nor what was changed since', () => {
  const own = feed();
  const key = newKey();
  expect(isSignedBy(publicKeyOf(key), entryOf(own))).toBe(false);
  signFeed(own, key);
  const entry = entryOf(own);
  expect(isSignedBy(publicKeyOf(newKey()), entry)).toBe(false);
  expect(isSignedBy(publicKeyOf(key), { ...entry, version: '1.2.4' })).toBe(false);
  expect(isSignedBy(publicKeyOf(key), { ...entry, files: [{ ...entry.files[0], sha512: Buffer.alloc(64, 8).toString('base64') }] })).toBe(
    false,
  );
});

test('a rollout changes its share alone, and leaves the signature good', () => {
  const own = feed();
  const key = newKey();
  signFeed(own, key);
  const before = entryOf(own);
  setRollout(own, 10);
  setRollout(own, 25);
  expect(entryOf(own)).toEqual({ ...before, stagingPercentage: 25 });
  expect(isSignedBy(publicKeyOf(key), entryOf(own))).toBe(true);
});

test('a rollout to no share, and of no release, is refused', () => {
  for (const percent of [0, 101, 2.5, Number.NaN]) expect(() => setRollout(feed(), percent)).toThrow('whole number from 1 to 100');
  expect(() => setRollout(mkdtempSync(path.join(folder, 'empty-')), 10)).toThrow('There is no latest*.yml');
});

test('a feed that nobody signs is none, and an error for a release', () => {
  const UPDATE_FEED_URL = 'https://updates.example.org/parley/';
  expect(feedOf(readSettings({ UPDATE_FEED_URL, UPDATE_SIGNING_KEY: '' }))).toBeUndefined();
  expect(() => feedOf(readSettings({ UPDATE_FEED_URL, REQUIRE_SIGNING: 'on' }))).toThrow('UPDATE_SIGNING_KEY');
});

test('all settings that are wrong are named at once', () => {
  const wrong = { PACKAGE_VERSION: 'v1.2', UPDATE_FEED_URL: 'http://updates.example.org', REQUIRE_SIGNING: 'yes' };
  for (const name of Object.keys(wrong)) expect(() => readSettings(wrong)).toThrow(name);
});
