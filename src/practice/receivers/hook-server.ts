import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A status with its headers and body, or a fault: no answer, or the connection cut before one. */
export type HookAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'silent'
  | 'cut';

export interface HookCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PracticeHookServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly calls: readonly HookCall[];
  /** Answers to the next calls; afterwards each gets 200 and `{}`, or what `always` said. */
  next(...answers: readonly HookAnswer[]): void;
  always(answer: HookAnswer): void;
  /** Forgets the calls that came. */
  forget(): void;
  close(): Promise<void>;
}

/** A web server of this machine that takes whatever is posted: a webhook's receiver, the LINE API, a dead-man's switch. */
export async function startPracticeHookServer(): Promise<PracticeHookServer> {
  const calls: HookCall[] = [];
  const answers: HookAnswer[] = [];
  let usual: HookAnswer = { status: 200 };
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    calls.push({ method: req.method ?? '', path: req.url ?? '', headers: req.headers, body });
    const answer = answers.shift() ?? usual;
    if (answer === 'silent') return;
    if (answer === 'cut') return void req.socket.destroy();
    res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    res.end(answer.body ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    next: (...more) => answers.push(...more),
    always(answer) {
      usual = answer;
    },
    forget() {
      calls.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
