import { connect } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import type { RedisHost } from './redis-address.ts';

/** The nodes that are known now; those a cluster has gained or lost included. */
export type HostsOf = () => readonly { readonly host?: string | undefined; readonly port?: number | undefined }[];

interface Rotation {
  /** Known from the settings. */
  readonly first: readonly RedisHost[];
  readonly hostsOf: HostsOf;
  readonly tls: ConnectionOptions | undefined;
  readonly timeoutMs: number;
}

/** Connects to any node of a cluster, each time to another one, so that a node that is gone is not asked for ever. */
export function rotatingConnector({ first, hostsOf, tls, timeoutMs }: Rotation): NonNullable<RedisOptions['Connector']> {
  let turn = Math.floor(Math.random() * first.length);
  return class extends AbstractConnector {
    constructor() {
      super(timeoutMs);
    }

    async connect() {
      this.connecting = true;
      const hosts = [...hostsOf(), ...first];
      const { host = 'localhost', port = 6379 } = hosts[turn++ % hosts.length] ?? {};
      const stream = tls === undefined ? connect({ host, port }) : connectTls({ host, port, ...tls });
      stream.once('error', (error) => {
        this.firstError = error;
      });
      this.stream = stream;
      return stream;
    }
  };
}
