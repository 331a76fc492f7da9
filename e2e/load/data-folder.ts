import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { AccessTokens } from '../../backend/modules/accounts/access-tokens.ts';
import { openSigningKey } from '../../backend/modules/accounts/signing-key.ts';
import { clusterFolder, DATABASE_USER } from '../../backend/platform/postgres-cluster.ts';
import { readPidFile } from '../../backend/platform/postgres-process.ts';

/** The data folder of a server under test: a temporary one of its own, and the keys to what is in it. */
export class DataFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'parley-load-'));

  /** A connection to the embedded database. */
  async connect(): Promise<pg.Client> {
    const { port, password } = JSON.parse(readFileSync(path.join(this.path, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const client = new pg.Client({ host: '127.0.0.1', port, user: DATABASE_USER, password, database: 'parley' });
    await client.connect();
    return client;
  }

  /** Makes access tokens that the server takes for its own. */
  async accessTokens(): Promise<AccessTokens> {
    return new AccessTokens(await openSigningKey(path.join(this.path, 'signing-key.pem')));
  }

  /** The process id of PostgreSQL's postmaster, if there is one. */
  get postgresPid(): number | undefined {
    return readPidFile(clusterFolder(this.path));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
