import type Database from 'better-sqlite3-multiple-ciphers';

export type SqlValue = string | number | null;

/** Reads tables of any kind, and nothing else: a statement that writes is refused. */
export interface ReadableDb {
  /** The first row; undefined for none. The caller names the columns that the statement selects. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[];
}

interface WritableDb extends ReadableDb {
  run(sql: string, ...values: readonly SqlValue[]): void;
}

/** Writes `cache_…` tables, whose rows may be dropped at any time and fetched again. */
export interface WritableCache extends WritableDb {
  readonly writes: 'cache';
}

/** Writes `owned_…` tables, whose rows are nowhere else. */
export interface WritableOwned extends WritableDb {
  readonly writes: 'owned';
}

/** One connection, as those who use it see it. */
export interface Handles {
  readonly reader: ReadableDb;
  readonly cache: WritableCache;
  readonly owned: WritableOwned;
}

const TABLE = /\b(cache|owned)_\w+/g;

export function handlesOf(connection: Database.Database): Handles {
  const statements = new Map<string, Database.Statement<SqlValue[]>>();
  const prepare = (sql: string, check: (statement: Database.Statement<SqlValue[]>) => void) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared: Database.Statement<SqlValue[]> = connection.prepare<SqlValue[]>(sql);
    check(prepared);
    statements.set(sql, prepared);
    return prepared;
  };
  const reader: ReadableDb = {
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql, mustRead).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql, mustRead).all(...values) as Row[],
  };
  const runOn =
    (kind: 'cache' | 'owned') =>
    (sql: string, ...values: readonly SqlValue[]) =>
      void prepare(sql, (statement) => mustStayIn(kind, statement)).run(...values);
  return {
    reader,
    cache: { ...reader, writes: 'cache', run: runOn('cache') },
    owned: { ...reader, writes: 'owned', run: runOn('owned') },
  };
}

function mustRead({ readonly, source }: Database.Statement<SqlValue[]>): void {
  if (!readonly) throw new Error(`This would write: ${source}`);
}

function mustStayIn(kind: string, { source }: Database.Statement<SqlValue[]>): void {
  const isElsewhere = [...source.matchAll(TABLE)].some(([, named]) => named !== kind);
  if (isElsewhere) throw new Error(`Only ${kind} tables are written here: ${source}`);
}
