import pg from 'pg';

/** A line of a plan as `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` gives it. */
export interface PlanLine {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  /** On average of the loops. */
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanLine[];
}

export interface ExplainedStatement {
  readonly text: string;
  readonly plan: PlanLine;
}

/** How PostgreSQL plans a prepared statement: for these values, or once for all values. It chooses by itself; both must be good. */
export type PlanMode = 'force_custom_plan' | 'force_generic_plan';

interface RanStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs something on the pool, then runs each statement that it sent once more and gives how PostgreSQL read it. */
export async function explainStatements(
  pool: pg.Pool,
  { mode, run }: { mode: PlanMode; run: (pool: pg.Pool) => Promise<unknown> },
): Promise<ExplainedStatement[]> {
  const ran: RanStatement[] = [];
  await run(recordingPool(pool, ran));
  const client = await pool.connect();
  try {
    await client.query(`SET plan_cache_mode = ${mode}`);
    const explained: ExplainedStatement[] = [];
    for (const statement of ran) explained.push(await explain(client, statement));
    return explained;
  } finally {
    client.release(true);
  }
}

/** The pool, noting what is asked through `query`. */
function recordingPool(pool: pg.Pool, ran: RanStatement[]): pg.Pool {
  const query = (config: string | pg.QueryConfig, values: unknown[] = []) => {
    ran.push(typeof config === 'string' ? { text: config, values } : { text: config.text, values: config.values ?? [] });
    return pool.query(config, values.length > 0 ? values : undefined);
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) });
}

async function explain(client: pg.PoolClient, { text, values }: RanStatement): Promise<ExplainedStatement> {
  await client.query(`PREPARE explained AS ${text}`);
  const execute = values.length === 0 ? 'EXECUTE explained' : `EXECUTE explained (${values.map(toLiteral).join(', ')})`;
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanLine }[] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${execute}`);
  await client.query('DEALLOCATE explained');
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('PostgreSQL gave no plan.');
  return { text, plan };
}

function toLiteral(value: unknown): string {
  if (value === null) return 'NULL';
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
}

/** A plan with everything below it. */
export function linesOf(plan: PlanLine): PlanLine[] {
  return [plan, ...(plan.Plans ?? []).flatMap(linesOf)];
}
