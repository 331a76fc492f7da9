import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import { listMigrations } from '../../backend/platform/migrations.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const MIGRATIONS_FOLDER = path.join(ROOT, 'prisma/migrations');
const MODELS_FOLDER = path.join(ROOT, 'prisma/models');
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Prisma's schema engine as WebAssembly from npm, over the pg adapter: the native one would be a download of its own. */
export interface MigrationEngine {
  /** SQL that leads from the migrations to the models; null when they are in step. */
  diff(): Promise<string | null>;
  close(): Promise<void>;
}

/** @param databaseUrl a server where a shadow database may be made (and is dropped again). */
export async function openMigrationEngine(databaseUrl: string): Promise<MigrationEngine> {
  await loadWasm();
  const factory = new MigrationAdapters(databaseUrl);
  const models = readModels();
  const datamodels = models.map(({ path: file, content }): [string, string] => [file, content]);
  const engine = await wasm.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
  return {
    diff: async () => {
      const result = await engine.diff({
        from: { tag: 'migrations', ...migrationList() },
        to: { tag: 'schemaDatamodel', files: models },
        script: true,
        exitCode: true,
        filters: NO_FILTERS,
      });
      return result.exitCode === 0 ? null : (result.stdout ?? '');
    },
    close: async () => {
      engine.free();
      await factory.close();
    },
  };
}

async function loadWasm(): Promise<void> {
  const file = fileURLToPath(new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm')));
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(`schema engine: ${text}`) } });
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': { ...wasm } });
  wasm.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}

function readModels(): { path: string; content: string }[] {
  return readdirSync(MODELS_FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => path.join(MODELS_FOLDER, name))
    .map((file) => ({ path: file, content: readFileSync(file, 'utf8') }));
}

function migrationList() {
  return {
    baseDir: MIGRATIONS_FOLDER,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: readFileSync(path.join(MIGRATIONS_FOLDER, 'migration_lock.toml'), 'utf8') },
    migrationDirectories: listMigrations().map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: script } },
    })),
  };
}

/** PostgreSQL's catalogue type `"char"`, which the adapter does not know. */
const CATALOGUE_CHAR = 18;
const TEXT = 25;

/**
 * The pg adapter with three gaps mended: it refuses the catalogue type `"char"`, splits a script at every ';' (also inside `$$`),
 * and drops the shadow database while it is still connected to it.
 */
class MigrationAdapters extends PrismaPg {
  readonly #url: string;
  readonly #open: SqlDriverAdapter[] = [];

  constructor(url: string) {
    super({ connectionString: url, max: 2 });
    this.#url = url;
  }

  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    let charColumns: number[] = [];
    const query = pool.query.bind(pool);
    Object.assign(pool, {
      query: async (config: unknown) => {
        const result = await Reflect.apply(query, pool, [config]);
        charColumns = markCharColumns(result.fields ?? []);
        return result;
      },
    });
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql);
      for (const column of charColumns) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    const dispose = adapter.dispose.bind(adapter);
    let disposed: Promise<void> | undefined;
    adapter.dispose = () => (disposed ??= dispose());
    this.#open.push(adapter);
    return adapter;
  }

  override async connectToShadowDb() {
    const name = `parley_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    const server = await this.connect();
    await server.executeScript(`CREATE DATABASE "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const shadow = await new MigrationAdapters(url.href).connect();
    const dispose = shadow.dispose;
    shadow.dispose = async () => {
      await dispose();
      await server.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return shadow;
  }

  async close(): Promise<void> {
    for (const adapter of this.#open.toReversed()) await adapter.dispose();
  }
}

function markCharColumns(fields: { dataTypeID: number }[]): number[] {
  return fields.flatMap((field, index) => {
    if (field.dataTypeID !== CATALOGUE_CHAR) return [];
    field.dataTypeID = TEXT;
    return [index];
  });
}
