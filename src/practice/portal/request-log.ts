/** What was asked of the practice server: enough to prove manners, and no secret. */
export interface RequestRecord {
  readonly number: number;
  /** ISO instant of the arrival, and milliseconds since the answer before. */
  readonly at: string;
  readonly sinceLastAnswerMs: number | null;
  /** Calls that were still being answered when this one came. */
  readonly running: number;
  readonly call: string;
  readonly method: string;
  readonly path: string;
  /** Query without tokens. */
  readonly query: Readonly<Record<string, string>>;
  /** Names of cookies and headers; never a value. */
  readonly cookieNames: readonly string[];
  readonly headerNames: readonly string[];
  readonly userAgent: string | null;
  status: number | null;
}

export interface RequestLog {
  readonly all: () => readonly RequestRecord[];
  add(record: Omit<RequestRecord, 'number'>): RequestRecord;
  clear(): void;
}

const secretQuery = /token|code|state|session|password/i;
const mostRecords = 20_000;

/** Query names with values, secrets blanked. */
export function queryForLog(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].map(([name, value]) => [name, secretQuery.test(name) ? '…' : value]));
}

export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  let count = 0;
  return {
    all: () => records,
    add(record) {
      const numbered = { number: ++count, ...record };
      records.push(numbered);
      if (records.length > mostRecords) records.shift();
      return numbered;
    },
    clear() {
      records = [];
      count = 0;
    },
  };
}
