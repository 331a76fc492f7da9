import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bus, SESSIONS_TOPIC } from '../../realtime/bus.ts';
import { InProcessBus } from '../../realtime/in-process-bus.ts';
import { payloadOf, postLogin, postRegister, sessionsOf } from '../../test/accounts-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { EndedSessions, type SessionEnded } from './ended-sessions.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const open = (bus: Bus) => EndedSessions.open({ db: server.app.db, bus, log: server.app.log });

it('tells every node once, the one that ended the session too', async () => {
  const bus = new InProcessBus(server.app.log);
  const [here, there] = [await open(bus), await open(bus)];
  const heard: [string, SessionEnded][] = [];
  here.onEnded((event) => heard.push(['here', event]));
  const stop = there.onEnded((event) => heard.push(['there', event]));
  here.announce('ann', ['phone', 'laptop']);
  const ended = (sessionId: string): SessionEnded => ({ type: 'SessionEnded', userId: 'ann', sessionId });
  expect(heard).toEqual([
    ['here', ended('phone')],
    ['there', ended('phone')],
    ['here', ended('laptop')],
    ['there', ended('laptop')],
  ]);
  expect([here.isEnded('phone'), there.isEnded('phone'), there.isEnded('other')]).toEqual([true, true, false]);
  stop();
  here.announce('bob', ['tablet']);
  expect(heard).toHaveLength(5);
});

it('ignores what else the topic carries', async () => {
  const bus = new InProcessBus(server.app.log);
  const sessions = await open(bus);
  bus.publish(SESSIONS_TOPIC, { type: 'SessionRenewed', sessionId: 'phone' });
  expect(sessions.isEnded('phone')).toBe(false);
});

it('knows after a start what ended while tokens of it may live', async () => {
  const phone = payloadOf(await postRegister(server, { username: 'ann' }));
  const ids = [phone, payloadOf(await postLogin(server, { username: 'ann' })), payloadOf(await postLogin(server, { username: 'ann' }))];
  const sessions = (await sessionsOf(server, phone.accessToken)).map(({ id }) => id);
  expect(sessions).toHaveLength(ids.length);
  const [justNow = '', longAgo = '', going = ''] = sessions;
  const end = (id: string, ago: string) =>
    server.app.db.pool.query('UPDATE sessions SET ended_at = now() - $2::interval WHERE id = $1', [id, ago]);
  await end(justNow, '14 minutes');
  await end(longAgo, '17 minutes');
  const restarted = await open(new InProcessBus(server.app.log));
  expect([justNow, longAgo, going].map((id) => restarted.isEnded(id))).toEqual([true, false, false]);
});
