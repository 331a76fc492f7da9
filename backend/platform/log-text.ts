interface LogEntry {
  readonly level: string;
  readonly time: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** Turns the log's JSON lines into lines for people: time, level when it is not the ordinary one, message, fields. */
export function textDestination(output: NodeJS.WritableStream): { write(line: string): void } {
  return { write: (line) => void output.write(`${toText(JSON.parse(line))}\n`) };
}

function toText({ level, time, msg = '', err, ...fields }: LogEntry): string {
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const label = level === 'info' ? '' : `${level.toUpperCase()} `;
  const error = err === undefined ? '' : `\n${err.stack ?? err.message ?? ''}`;
  return `${time.slice(11, 19)} ${label}${msg}${rest.join('')}${error}`;
}
