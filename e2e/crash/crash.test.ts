import { afterEach, expect, it, onTestFailed } from 'vitest';
import { DataFolder } from '../load/data-folder.ts';
import { findFreePort, ServerProcess } from '../load/server-process.ts';
import { Crowd } from './crowd.ts';
import { seededRandom, shuffled, wholeBetween } from './seeded-random.ts';

const SERVER_CRASHES = 10;
const POSTGRES_CRASHES = 3;

/** How long nothing may be acknowledged after a crash before the test calls it the end. */
const RECOVERY_TIMEOUT_MS = 45_000;

const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A real server as a process of its own, on a data folder of its own. */
async function startServer() {
  const folder = new DataFolder();
  cleanUp.push(() => folder.remove());
  const options = { dataDir: folder.path, port: await findFreePort() };
  let server = await ServerProcess.start(options);
  onTestFailed(() => console.log(server.output));
  cleanUp.push(() => server.stop());
  return {
    folder,
    port: options.port,
    /** `kill -9` of the server; it is started again on the same port and folder. */
    async crash() {
      await server.kill();
      server = await ServerProcess.start(options);
    },
    /** `kill -9` of PostgreSQL; the server starts it again by itself. */
    crashPostgres() {
      const pid = folder.postgresPid;
      if (pid === undefined) throw new Error('PostgreSQL does not run.');
      process.kill(pid, 'SIGKILL');
    },
    async run(sql: string) {
      const database = await folder.connect();
      await database.query(sql);
      await database.end();
    },
  };
}

it('keeps every acknowledged message once, in one order for everyone, through kill -9 of the server and of PostgreSQL', async () => {
  console.log(`crash test: seed ${SEED} (repeat with CRASH_SEED=${SEED})`);
  const random = seededRandom(SEED);
  const server = await startServer();
  const crowd = await Crowd.gather(server.port, server.folder, random);
  const { failed } = crowd.start();
  const crashes = shuffled(random, [...Array(SERVER_CRASHES).fill('server'), ...Array(POSTGRES_CRASHES).fill('PostgreSQL')]);
  for (const crash of crashes) {
    await Promise.race([failed, crowd.progress.more(wholeBetween(random, 20, 400), RECOVERY_TIMEOUT_MS)]);
    if (crash === 'server') await server.crash();
    else server.crashPostgres();
  }
  await Promise.race([failed, crowd.progress.more(100, RECOVERY_TIMEOUT_MS)]);
  const faults = await crowd.settle();
  console.log(`crash test: ${crowd.acknowledgedCount} messages acknowledged`);
  expect(faults.join('\n')).toBe('');
}, 240_000);

it('would notice a database that acknowledges before it has written', async () => {
  const server = await startServer();
  await server.run('ALTER SYSTEM SET synchronous_commit = off');
  await server.run('SELECT pg_reload_conf()');
  const crowd = await Crowd.gather(server.port, server.folder, seededRandom(SEED));
  const { failed } = crowd.start();
  for (let crash = 0; crash < POSTGRES_CRASHES; crash += 1) {
    await Promise.race([failed, crowd.progress.more(300, RECOVERY_TIMEOUT_MS)]);
    server.crashPostgres();
  }
  await Promise.race([failed, crowd.progress.more(100, RECOVERY_TIMEOUT_MS)]);
  expect((await crowd.settle()).join('\n')).toContain('lost although acknowledged');
}, 120_000);
