/** A server of Redis, Sentinel or a Cluster. */
export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** Where Redis is, as REDIS_URL says it: one server, a master that sentinels name, or a cluster of which some nodes are known. */
export interface RedisAddress {
  readonly form: 'single' | 'sentinel' | 'cluster';
  /** The server, the sentinels, or nodes of the cluster. */
  readonly hosts: readonly RedisHost[];
  /** What the sentinels call the master; empty for the other forms. */
  readonly masterName: string;
  readonly database: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly isEncrypted: boolean;
}

const FORM =
  /^redis(?<tls>s?)(?:\+(?<form>sentinel|cluster))?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#]+)(?:\/(?<path>[^?#]*))?$/;
const HOST = /^(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<host>[A-Za-z0-9._-]+))(?::(?<port>\d{1,5}))?$/;
const DEFAULT_PORTS = { single: 6379, sentinel: 26_379, cluster: 6379 } as const;

/** Reads REDIS_URL; null when it has none of the forms that the setting's description names. */
export function parseRedisUrl(url: string): RedisAddress | null {
  const groups = FORM.exec(url)?.groups;
  if (groups === undefined) return null;
  const form = groups.form === 'sentinel' || groups.form === 'cluster' ? groups.form : 'single';
  const hosts = (groups.hosts ?? '').split(',').map((text) => parseHost(text, DEFAULT_PORTS[form]));
  const known = hosts.filter((host) => host !== null);
  const place = parsePath(form, groups.path ?? '');
  if (known.length < hosts.length || place === null || (form === 'single' && known.length > 1)) return null;
  return {
    form,
    hosts: known,
    ...place,
    username: decode(groups.user),
    password: decode(groups.password),
    isEncrypted: groups.tls === 's',
  };
}

function parseHost(text: string, defaultPort: number): RedisHost | null {
  const groups = HOST.exec(text)?.groups;
  const host = groups?.six ?? groups?.host;
  const port = groups?.port === undefined ? defaultPort : Number(groups.port);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/** After the hosts: a database's number; for sentinels the master's name and then a number; for a cluster nothing. */
function parsePath(form: RedisAddress['form'], path: string): Pick<RedisAddress, 'masterName' | 'database'> | null {
  const [, masterName = '', number = ''] = /^([A-Za-z_][\w.-]*)?\/?(\d{1,4})?$/.exec(path) ?? ['', '', 'none'];
  if (number === 'none' || (form === 'sentinel') === (masterName === '') || (form === 'cluster' && path !== '')) return null;
  return { masterName, database: Number(number) };
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
