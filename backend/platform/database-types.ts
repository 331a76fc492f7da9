import pg from 'pg';

const { builtins } = pg.types;
const INT8_ARRAY = 1016;
const TIME_PATTERN = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/**
 * How the hot path reads values: `bigint` as number (sequences stay far below 2^53), `timestamptz` as
 * `YYYY-MM-DDTHH:MM:SS.ffffffZ`, which sorts as text and keeps the microseconds that order messages. The session is in UTC.
 */
export const HOT_PATH_TYPES: pg.CustomTypesConfig = {
  getTypeParser(id, format) {
    if (format !== 'binary' && Number(id) === builtins.INT8) return Number;
    if (format !== 'binary' && Number(id) === builtins.TIMESTAMPTZ) return toIsoTime;
    if (format !== 'binary' && Number(id) === INT8_ARRAY) return toNumbers;
    return pg.types.getTypeParser(id, format);
  },
};

/** Infinite times and those before Christ stay as PostgreSQL writes them. */
function toIsoTime(value: string): string {
  const match = TIME_PATTERN.exec(value);
  if (match === null) return value;
  const [, day, time, fraction = ''] = match;
  return `${day}T${time}.${fraction.padEnd(6, '0')}Z`;
}

function toNumbers(value: string): (number | null)[] {
  if (value === '{}') return [];
  return value
    .slice(1, -1)
    .split(',')
    .map((each) => (each === 'NULL' ? null : Number(each)));
}
