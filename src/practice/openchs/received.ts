/** One request as it came, whole: tests search it for what must not leave. Only credentials are blanked. */
export interface ReceivedRequest {
  readonly number: number;
  /** Milliseconds of the practice server's clock. */
  readonly at: number;
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  status: number | null;
}

export interface Received {
  readonly all: () => readonly ReceivedRequest[];
  add(request: Omit<ReceivedRequest, 'number'>): ReceivedRequest;
  clear(): void;
}

const credentials = ['authorization', 'x-api-key', 'cookie'];

export function createReceived(): Received {
  let requests: ReceivedRequest[] = [];
  return {
    all: () => requests,
    add(request) {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          credentials.includes(name) ? '…' : value,
        ]),
      );
      const numbered = { ...request, headers, number: requests.length + 1 };
      requests.push(numbered);
      return numbered;
    },
    clear() {
      requests = [];
    },
  };
}
