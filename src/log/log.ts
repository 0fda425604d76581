/** The log that parts are given. Fields: no names, no ids of patients, no secrets; `job` is the job's public id. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A log whose lines all carry these fields, e.g. `{ source: 'import' }`. */
  child(fields: object): Log;
}
