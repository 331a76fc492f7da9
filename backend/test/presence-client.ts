import { type ApiResult, type Listener, type LiveEvent, query, type TestPerson } from './api-client.ts';
import type { TestServer } from './test-server.ts';

export interface SeenPresence {
  readonly userId: string;
  readonly status: string;
  readonly device: string | null;
  readonly lastSeenAt: string | null;
}

const WATCH = 'mutation ($userIds: [ID!]!) { watchPresence(userIds: $userIds) { userId status device lastSeenAt } }';

export const tryToWatch = (listener: Pick<Listener, 'run'>, userIds: readonly string[]) =>
  listener.run<{ watchPresence: SeenPresence[] }>(WATCH, { userIds });

/** Has the socket watch the people; gives what it is told of them now. */
export async function watch(listener: Pick<Listener, 'run'>, ...people: readonly Pick<TestPerson, 'id'>[]): Promise<SeenPresence[]> {
  const { data, errors } = await tryToWatch(
    listener,
    people.map(({ id }) => id),
  );
  if (data === null || data === undefined) throw new Error(`Not watched: ${JSON.stringify(errors)}`);
  return data.watchPresence;
}

export const setActivity = (listener: Listener, active: boolean): Promise<ApiResult<{ setActivity: boolean }>> =>
  listener.run('mutation ($active: Boolean!) { setActivity(active: $active) }', { active });

export const updateSettings = (server: TestServer, { token }: TestPerson, input: object) =>
  query(server, 'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { presenceMode } }', {
    variables: { input },
    token,
  });

/** Whether an event tells this of the person's presence: the status, and the device where there is one. */
export const isPresence =
  ({ id }: Pick<TestPerson, 'id'>, status: string, device: string | null = null) =>
  (event: LiveEvent): boolean =>
    event.__typename === 'PresenceChanged' &&
    event.userId === id &&
    event.status === status &&
    (device === null || event.device === device);

/** What the listener was told of the person's presence so far, oldest first: status and device. */
export const toldOf = ({ events }: Pick<Listener, 'events'>, { id }: Pick<TestPerson, 'id'>): string[] =>
  events
    .filter(({ __typename, userId }) => __typename === 'PresenceChanged' && userId === id)
    .map(({ status, device }) => (device === null ? `${status}` : `${status} ${device}`));
