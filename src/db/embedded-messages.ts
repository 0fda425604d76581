/** What the main thread asks of the thread of the embedded database, and what it answers. */
export type EmbeddedRequest =
  | { readonly kind: 'run'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'script'; readonly text: string }
  /** `text` is a `copy (…) to '/dev/blob'`; the answer has its bytes. */
  | { readonly kind: 'unload'; readonly text: string }
  | { readonly kind: 'load'; readonly text: string; readonly data: Uint8Array }
  | { readonly kind: 'close' };

export interface EmbeddedResult {
  readonly rows: readonly object[];
  readonly count: number;
  /** Of an `unload`. */
  readonly data?: Uint8Array;
}

export interface NumberedRequest {
  readonly id: number;
  readonly request: EmbeddedRequest;
}

export type EmbeddedAnswer =
  | ({ readonly id: number } & EmbeddedResult)
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } };

export interface EmbeddedThreadData {
  /** Folder of the database's own files. */
  readonly folder: string;
  /** Only make the database, then end. */
  readonly makeOnly: boolean;
}

/** First message of the thread: the database is open (id 0), or why not. */
export const openedId = 0;

/** SQLSTATE crash_shutdown: the thread is of no use any more; the next statement gets a new one. */
export const crashed = '57P02';
