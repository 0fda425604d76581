/**
 * A driver's error as it may be kept and logged: its code and stack, without what the drivers hang on it (the whole
 * statement, its parameters, the row that is doubled), for these hold patients' values.
 */
export class DriverError extends Error {
  /** SQLSTATE of PostgreSQL, or the name of a network error. */
  readonly code: string;
  /** Error number of MySQL and MariaDB; 0 where there is none. */
  readonly errno: number;

  constructor(error: unknown, withoutValues: (message: string) => string) {
    const message = withoutValues(error instanceof Error ? error.message : String(error));
    super(message);
    this.name = 'DriverError';
    this.code = textOf(error, 'code');
    this.errno = Number(textOf(error, 'errno')) || 0;
    const frames =
      error instanceof Error ? error.stack?.split('\n').filter((line) => line.startsWith('    at ')) : [];
    this.stack = [`${this.name}: ${message}`, ...(frames ?? [])].join('\n');
  }
}

function textOf(error: unknown, name: 'code' | 'errno'): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
