import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { parseRedisUrl } from './redis-address.ts';

const BARE = { masterName: '', database: 0, username: undefined, password: undefined, isEncrypted: false };
const HOST_A = { host: 'a.example.org', port: 6379 };

describe('REDIS_URL', () => {
  it.each([
    ['redis://a.example.org', { ...BARE, form: 'single', hosts: [HOST_A] }],
    ['redis://a.example.org:7000/2', { ...BARE, form: 'single', hosts: [{ ...HOST_A, port: 7000 }], database: 2 }],
    ['rediss://a.example.org/', { ...BARE, form: 'single', hosts: [HOST_A], isEncrypted: true }],
    ['redis://[::1]:7000', { ...BARE, form: 'single', hosts: [{ host: '::1', port: 7000 }] }],
    ['redis://:p%40ss%3Aword@a.example.org', { ...BARE, form: 'single', hosts: [HOST_A], password: 'p@ss:word' }],
    ['redis://parley:50%25@a.example.org', { ...BARE, form: 'single', hosts: [HOST_A], username: 'parley', password: '50%' }],
    [
      'redis+sentinel://:secret@s1,s2:26380/main/1',
      {
        ...BARE,
        form: 'sentinel',
        hosts: [
          { host: 's1', port: 26_379 },
          { host: 's2', port: 26_380 },
        ],
        masterName: 'main',
        database: 1,
        password: 'secret',
      },
    ],
    ['rediss+cluster://a.example.org', { ...BARE, form: 'cluster', hosts: [HOST_A], isEncrypted: true }],
  ])('understands %s', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each([
    'a.example.org:6379',
    'http://a.example.org',
    'redis://',
    'redis://a,b',
    'redis://a:0',
    'redis://a:70000',
    'redis://a:port',
    'redis://a/two',
    'redis://a/1?x=y',
    'redis+sentinel://a',
    'redis+sentinel://a/1',
    'redis+sentinel://a,/main',
    'redis+cluster://a,b/1',
    'redis+ring://a',
  ])('refuses %s at start, by name and without repeating it', (url) => {
    expect(parseRedisUrl(url)).toBeNull();
    expect(() => readConfig({ REDIS_URL: url })).toThrow(/^The settings are wrong:\n {2}REDIS_URL must be an address like redis:/);
  });

  it('is refused with an authority that cannot be read, and with a prefix that is none', () => {
    expect(() => readConfig({ REDIS_URL: 'rediss://a', REDIS_CA_FILE: '/nowhere/ca.pem' })).toThrow('REDIS_CA_FILE names /nowhere/ca.pem');
    expect(() => readConfig({ REDIS_PREFIX: 'a b' })).toThrow('REDIS_PREFIX must be 1 to 40 letters');
  });
});
