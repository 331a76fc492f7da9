import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { findFreePort, startTestRedis, type TestRedis } from './test-redis.ts';

/** Redis in one of the forms that REDIS_URL can name, made of real servers. */
export interface RedisForm {
  readonly settings: Readonly<Record<string, string>>;
  /** Kills the server, the master, or the whole cluster. Sentinels choose another master by themselves. */
  fail(): Promise<void>;
  mend(): Promise<void>;
  remove(): Promise<void>;
}

const PASSWORD = 'a secret of redis';

/** One server with a password. */
export async function startSingle(): Promise<RedisForm> {
  const redis = await startTestRedis(() => ['--requirepass', PASSWORD]);
  return formOf({
    all: [redis],
    failing: [redis],
    settings: { REDIS_URL: `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${redis.port}/3` },
  });
}

/** A master, a replica and three sentinels with a password of their own; they fail over after two seconds. */
export async function startSentinel(): Promise<RedisForm> {
  const protection = ['--requirepass', PASSWORD, '--masterauth', PASSWORD, '--repl-diskless-sync-delay', '0'];
  const master = await startTestRedis(() => protection);
  const replica = await startTestRedis(() => [...protection, '--replicaof', '127.0.0.1', String(master.port)]);
  // Sentinels promote only a replica that has its copy.
  const copy = new Redis(replica.port, '127.0.0.1', { password: PASSWORD });
  await eventually(async () => (await copy.info('replication')).includes('master_link_status:up'));
  copy.disconnect();
  const sentinels: TestRedis[] = [];
  for (const _ of [1, 2, 3]) {
    sentinels.push(
      await startTestRedis(({ folder }) => {
        const file = path.join(folder, 'sentinel.conf');
        writeFileSync(
          file,
          `requirepass sentinel-secret
           sentinel monitor main 127.0.0.1 ${master.port} 2
           sentinel auth-pass main "${PASSWORD}"
           sentinel down-after-milliseconds main 1000
           sentinel failover-timeout main 5000\n`.replaceAll(/^ +/gm, ''),
        );
        return [file, '--sentinel'];
      }),
    );
  }
  const one = new Redis(sentinels[0]?.port ?? 0, '127.0.0.1', { password: 'sentinel-secret' });
  await eventually(async () => String(await one.call('SENTINEL', 'CKQUORUM', 'main').catch(String)).startsWith('OK 3 usable'));
  await eventually(async () => JSON.stringify(await one.call('SENTINEL', 'REPLICAS', 'main')).includes('"master-link-status","ok"'));
  one.disconnect();
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
  const settings = {
    REDIS_URL: `redis+sentinel://:${encodeURIComponent(PASSWORD)}@${hosts}/main`,
    REDIS_SENTINEL_PASSWORD: 'sentinel-secret',
  };
  return formOf({ all: [master, replica, ...sentinels], failing: [master], settings });
}

/** Three masters that share the keys. */
export async function startCluster(): Promise<RedisForm> {
  const servers: TestRedis[] = [];
  for (const _ of [1, 2, 3]) {
    const busPort = await findFreePort();
    servers.push(
      await startTestRedis(() => ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-node-timeout', '1500']),
    );
  }
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'pipe' });
  const clients = servers.map(({ port }) => new Redis(port, '127.0.0.1'));
  for (const client of clients) await eventually(async () => String(await client.cluster('INFO')).includes('cluster_state:ok'));
  for (const client of clients) client.disconnect();
  return formOf({ all: servers, failing: servers, settings: { REDIS_URL: `redis+cluster://${addresses.slice(0, 2).join(',')}` } });
}

/** One server that speaks TLS with a certificate of an authority of its own; null where the program cannot. */
export async function startEncrypted(): Promise<RedisForm | null> {
  let file = '';
  try {
    const redis = await startTestRedis(({ folder, port }) => {
      file = path.join(folder, 'certificate.pem');
      const key = path.join(folder, 'key.pem');
      const subject = ['-subj', '/CN=parley-test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', file, ...subject], {
        stdio: 'pipe',
      });
      return ['--port', '0', '--tls-port', String(port), '--tls-cert-file', file, '--tls-key-file', key, '--tls-auth-clients', 'no'];
    });
    return formOf({ all: [redis], failing: [redis], settings: { REDIS_URL: `rediss://127.0.0.1:${redis.port}`, REDIS_CA_FILE: file } });
  } catch (error) {
    if (error instanceof Error && error.message.includes('tls')) return null;
    throw error;
  }
}

const eventually = (isSo: () => Promise<boolean>) =>
  vi.waitFor(
    async () => {
      if (!(await isSo())) throw new Error('Redis did not come up as it should.');
    },
    { timeout: 20_000, interval: 50 },
  );

interface Servers {
  readonly all: readonly TestRedis[];
  /** Killed by `fail`. */
  readonly failing: readonly TestRedis[];
  readonly settings: Readonly<Record<string, string>>;
}

function formOf({ all, failing, settings }: Servers): RedisForm {
  const each = async (servers: readonly TestRedis[], act: (server: TestRedis) => Promise<void>) => {
    await Promise.all(servers.map(act));
  };
  return {
    settings,
    fail: () => each(failing, (server) => server.stop()),
    mend: () => each(failing, (server) => server.start()),
    remove: () => each(all, (server) => server.remove()),
  };
}
