import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { parseRedisUrl, type RedisAddress } from './platform/redis-address.ts';
import { StartupError } from './startup-error.ts';

/** At most `count` within `seconds`. */
export interface Rate {
  readonly count: number;
  readonly seconds: number;
}

const MESSAGE_PRESETS: Readonly<Record<string, string>> = { relaxed: '10/1s', standard: '10/5s', strict: '30/1m' };
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const text = z.string().trim();
const whole = (least: number, most: number) =>
  text
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
const onOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');
const list = text.transform((value) =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://chat.example.org' })
  .transform((value) => new URL(value).origin);
const rate = text.transform((value, context): Rate => {
  const [, count, amount, unit = ''] = /^(\d+)\/(\d+)([smhd])$/.exec(value) ?? [];
  const seconds = Number(amount) * (UNIT_SECONDS[unit] ?? Number.NaN);
  if (Number(count) > 0 && seconds > 0) return { count: Number(count), seconds };
  context.addIssue({ code: 'custom', message: 'must be a rate like 10/5s, 5/15m, 10/1h or 50/1d' });
  return z.NEVER;
});
/** Milliseconds. */
const duration = text.transform((value, context): number => {
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/.exec(value) ?? [];
  const seconds = Number(amount) * (UNIT_SECONDS[unit] ?? Number.NaN);
  if (seconds >= 0) return seconds * 1000;
  context.addIssue({ code: 'custom', message: 'must be a time like 30s, 15m, 1h or 7d' });
  return z.NEVER;
});
const redisUrl = text.transform((value, context) => {
  const address = parseRedisUrl(value);
  if (address !== null) return address;
  context.addIssue({
    code: 'custom',
    message: 'must be an address like redis://:password@host:6379, redis+sentinel://host1,host2/mymaster or redis+cluster://host1,host2',
  });
  return z.NEVER;
});
const messageRate = text.transform((value) => MESSAGE_PRESETS[value] ?? value).pipe(rate);

/** Where the pages of the desktop app come from: its own files. No page of the web has such an origin. */
export const DESKTOP_ORIGIN = 'parley-app://parley';

/** Every setting: its name in the environment, its default as one would write it, what it does. `docs/operations/settings.md` is printed from this. */
export const SETTINGS = z.object({
  PORT: whole(1, 65_535).prefault('4000').describe('Port of the page, the API, health and metrics.'),
  HOST: text
    .prefault('127.0.0.1')
    .describe(
      'Address to listen on. The default answers this machine only; `0.0.0.0` answers everybody who can reach it (set PUBLIC_URL too).',
    ),
  PUBLIC_URL: origin.optional().describe('The address people type. Default: `http://localhost:PORT`.'),
  ALLOWED_ORIGINS: list
    .pipe(z.array(origin))
    .prefault('')
    .describe('Further web addresses whose pages may use the API, separated by commas. PUBLIC_URL and the desktop app are always allowed.'),
  TRUSTED_PROXIES: list
    .prefault('')
    .describe('Addresses or networks of load balancers whose `X-Forwarded-For` is believed, separated by commas.'),
  DATA_DIR: text.prefault('./data').describe('Folder for the embedded database and the signing key.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be an address like postgresql://user:password@host:5432/parley' })
    .optional()
    .describe('PostgreSQL server to use in place of the embedded one.'),
  DATABASE_CONNECTIONS: whole(2, 500).prefault('20').describe('Connections that one process keeps to PostgreSQL at most.'),
  DATABASE_TIMEOUT_MS: whole(100, 600_000).prefault('10000').describe('A database statement is given up after this time, in milliseconds.'),
  REDIS_URL: redisUrl
    .optional()
    .describe(
      'Redis that brings events and shared counts between processes: `redis://[user:password@]host[:6379][/database]`, `redis+sentinel://[user:password@]host1[:26379],host2/mymaster[/database]` or `redis+cluster://[user:password@]host1[:6379],host2`; `rediss` in place of `redis` encrypts. Default: none, one process by itself.',
    ),
  REDIS_CA_FILE: text
    .optional()
    .describe('File with the authority (PEM) that signed the certificate of an encrypted Redis, where it is not a public one.'),
  REDIS_SENTINEL_PASSWORD: text.optional().describe('Password of the sentinels themselves.'),
  REDIS_PREFIX: text
    .regex(/^[\w:.-]{1,40}$/, 'must be 1 to 40 letters, digits or any of _ : . -')
    .prefault('parley:')
    .describe('Stands before every key and channel in Redis, so that installations can share one.'),
  REGISTRATION: z
    .enum(['open', 'invitation', 'closed'], 'must be open, invitation or closed')
    .prefault('open')
    .describe(
      'Who may make an account (ID-1): `open` anybody who reaches the server, `invitation` who holds a link that the owner made, `closed` nobody. The first account can always be made.',
    ),
  JWT_PRIVATE_KEY: text
    .optional()
    .describe('Private key that signs access tokens, as PEM (PKCS #8) or JWK. Default: made at first start and kept in DATA_DIR.'),
  JWT_PRIVATE_KEY_FILE: text.optional().describe('File that holds JWT_PRIVATE_KEY.'),
  GRAPHIQL: onOff.prefault('on').describe('Serve the API playground at /graphql.'),
  INTROSPECTION: onOff.prefault('on').describe('Let clients read the API schema.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .prefault('info')
    .describe('Least level that is logged.'),
  LOG_FORMAT: z
    .enum(['text', 'json'], 'must be text or json')
    .optional()
    .describe('`text` for people, `json` for machines. Default: text in a terminal, else json.'),
  MESSAGE_MAX_CHARACTERS: whole(1, 100_000).prefault('10000').describe('Longest message, in characters (MSG-1).'),
  MESSAGE_EDIT_WINDOW: duration
    .optional()
    .describe('For how long after it was sent a message can be edited, like `15m`, `1h` or `1d`; `0s` never. Default: always (MSG-2).'),
  LINK_PREVIEWS: onOff
    .prefault('on')
    .describe('Look up what the links of messages lead to, on the public internet alone: no address of this network is asked (MSG-1).'),
  GROUP_MEMBERS_MAX: whole(2, 10_000).prefault('300').describe('Most members of a group (CONV-1).'),
  DIRECT_POLICY: z
    .enum(['everyone', 'contacts'], 'must be everyone or contacts')
    .prefault('everyone')
    .describe('Who may begin a direct conversation with somebody: `everyone`, or their `contacts` alone (PEOPLE-2).'),
  REQUEST_TIMEOUT_MS: whole(1000, 600_000)
    .prefault('30000')
    .describe('An HTTP request that has not come in whole after this time is cut off, in milliseconds.'),
  BODY_MAX_BYTES: whole(16_384, 67_108_864).prefault('262144').describe('Largest HTTP request body.'),
  FRAME_MAX_BYTES: whole(16_384, 67_108_864).prefault('65536').describe('Largest WebSocket frame from a client.'),
  SOCKET_OPERATIONS_MAX: whole(1, 1000).prefault('20').describe('Most operations running on one WebSocket.'),
  SOCKETS_PER_PERSON_MAX: whole(1, 1000)
    .prefault('10')
    .describe('Most WebSockets of one person, on all processes together while Redis is there.'),
  SOCKETS_UNAUTHENTICATED_PER_ADDRESS_MAX: whole(1, 100_000)
    .prefault('50')
    .describe('Most WebSockets of one address that have not signed in yet.'),
  QUERY_MAX_DEPTH: whole(3, 100).prefault('10').describe('Deepest nesting of an API operation.'),
  QUERY_MAX_TOKENS: whole(100, 100_000).prefault('1000').describe('Longest API operation, in tokens.'),
  QUERY_MAX_ALIASES: whole(0, 1000).prefault('15').describe('Most aliases in an API operation.'),
  QUERY_MAX_DIRECTIVES: whole(0, 1000).prefault('10').describe('Most directives in an API operation.'),
  QUERY_MAX_COST: whole(100, 10_000_000).prefault('20000').describe('Highest estimated cost of an API operation.'),
  RATE_LIMITS: onOff.prefault('on').describe('`off` lifts all limits below; for load tests only.'),
  LIMIT_MESSAGES: messageRate
    .prefault('standard')
    .describe('Messages per person: `relaxed` (10/1s), `standard` (10/5s), `strict` (30/1m) or a rate of your own.'),
  LIMIT_LOGIN_PER_USERNAME: rate.prefault('5/15m').describe('Attempts to log in per username.'),
  LIMIT_LOGIN_PER_ADDRESS: rate.prefault('20/15m').describe('Attempts to log in per address.'),
  LIMIT_REGISTRATIONS_PER_ADDRESS: rate
    .prefault('1000/1h')
    .describe('New accounts per address: a whole office signs up behind one, a script does not fill the directory.'),
  LIMIT_INVITATIONS: rate.prefault('50/1h').describe('New invitations to this server per person.'),
  LIMIT_INVITATION_LOOKS_PER_ADDRESS: rate.prefault('120/1m').describe('Invitations to this server looked at per address.'),
  LIMIT_CONVERSATIONS: rate.prefault('10/1h').describe('New conversations per person.'),
  LIMIT_CONTACT_REQUESTS: rate.prefault('50/1d').describe('Requests to be a contact per person (PEOPLE-2).'),
  LIMIT_REPORTS: rate.prefault('20/1h').describe('Reports of messages and people per person (PEOPLE-4).'),
  LIMIT_SOCKETS: rate.prefault('10/1m').describe('WebSocket connects per person.'),
  LIMIT_OPERATIONS: rate.prefault('600/1m').describe('API operations per person.'),
});

export type Config = ReturnType<typeof arrange>;

/**
 * Reads the settings from an environment; an empty value counts as not set.
 * @throws StartupError that names every setting that is wrong.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const result = SETTINGS.safeParse(given);
  if (!result.success) throw refuse(result.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}`));
  if (result.data.JWT_PRIVATE_KEY !== undefined && result.data.JWT_PRIVATE_KEY_FILE !== undefined) {
    throw refuse(['JWT_PRIVATE_KEY and JWT_PRIVATE_KEY_FILE must not both be set']);
  }
  return arrange(result.data);
}

function refuse(problems: readonly string[]): StartupError {
  return new StartupError(`The settings are wrong:\n${problems.map((problem) => `  ${problem}.`).join('\n')}`);
}

function arrange(env: z.infer<typeof SETTINGS>) {
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    /** Exact origins of pages that may use the API (security G3, W1). */
    allowedOrigins: [...new Set([publicUrl, ...ownOrigins(env), DESKTOP_ORIGIN, ...env.ALLOWED_ORIGINS])],
    trustedProxies: env.TRUSTED_PROXIES,
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    database: { connections: env.DATABASE_CONNECTIONS, timeoutMs: env.DATABASE_TIMEOUT_MS },
    redis: env.REDIS_URL === undefined ? undefined : arrangeRedis(env.REDIS_URL, env),
    registration: env.REGISTRATION,
    /** PEM or JWK text; undefined means the key of the data folder. */
    jwtPrivateKey: env.JWT_PRIVATE_KEY?.replaceAll('\\n', '\n') ?? readFileOf('JWT_PRIVATE_KEY_FILE', env.JWT_PRIVATE_KEY_FILE),
    graphiql: env.GRAPHIQL,
    introspection: env.INTROSPECTION,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json') },
    messageMaxCharacters: env.MESSAGE_MAX_CHARACTERS,
    /** Null without an end. */
    messageEditWindowMs: env.MESSAGE_EDIT_WINDOW ?? null,
    linkPreviews: env.LINK_PREVIEWS,
    groupMembersMax: env.GROUP_MEMBERS_MAX,
    directPolicy: env.DIRECT_POLICY,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    bodyMaxBytes: env.BODY_MAX_BYTES,
    sockets: {
      frameMaxBytes: env.FRAME_MAX_BYTES,
      operationsMax: env.SOCKET_OPERATIONS_MAX,
      perPersonMax: env.SOCKETS_PER_PERSON_MAX,
      unauthenticatedPerAddressMax: env.SOCKETS_UNAUTHENTICATED_PER_ADDRESS_MAX,
    },
    query: {
      maxDepth: env.QUERY_MAX_DEPTH,
      maxTokens: env.QUERY_MAX_TOKENS,
      maxAliases: env.QUERY_MAX_ALIASES,
      maxDirectives: env.QUERY_MAX_DIRECTIVES,
      maxCost: env.QUERY_MAX_COST,
    },
    rateLimits: {
      enabled: env.RATE_LIMITS,
      messages: env.LIMIT_MESSAGES,
      loginPerUsername: env.LIMIT_LOGIN_PER_USERNAME,
      loginPerAddress: env.LIMIT_LOGIN_PER_ADDRESS,
      registrationsPerAddress: env.LIMIT_REGISTRATIONS_PER_ADDRESS,
      invitations: env.LIMIT_INVITATIONS,
      invitationLooksPerAddress: env.LIMIT_INVITATION_LOOKS_PER_ADDRESS,
      conversations: env.LIMIT_CONVERSATIONS,
      contactRequests: env.LIMIT_CONTACT_REQUESTS,
      reports: env.LIMIT_REPORTS,
      sockets: env.LIMIT_SOCKETS,
      operations: env.LIMIT_OPERATIONS,
    },
  };
}

/** A server without an address of its own is opened by these names of this machine. */
function ownOrigins(env: { PUBLIC_URL?: string | undefined; PORT: number }): string[] {
  return env.PUBLIC_URL === undefined ? [`http://127.0.0.1:${env.PORT}`] : [];
}

type RedisSettings = Pick<z.infer<typeof SETTINGS>, 'REDIS_CA_FILE' | 'REDIS_SENTINEL_PASSWORD' | 'REDIS_PREFIX'>;

function arrangeRedis(address: RedisAddress, env: RedisSettings) {
  return {
    address,
    /** PEM text of the authority that Redis' certificate is checked against; undefined means the machine's. */
    ca: readFileOf('REDIS_CA_FILE', env.REDIS_CA_FILE),
    sentinelPassword: env.REDIS_SENTINEL_PASSWORD,
    prefix: env.REDIS_PREFIX,
  };
}

function readFileOf(setting: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartupError(`${setting} names ${file}, which cannot be read.`, { cause });
  }
}
