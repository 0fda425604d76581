import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** Bare HTTP, as any client may speak it: no cookie jar, no redirects, no decoding, a connection for every call. */

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** Code of the error that ended the body; null = whole. */
  readonly broken: string | null;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly json?: unknown;
}

export function askAt(
  base: string,
  path: string,
  { method, headers = {}, form, json }: Asking = {},
): Promise<Reply> {
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? '' : JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      new URL(path, base),
      {
        method: method ?? (body === '' ? 'GET' : 'POST'),
        headers: body === '' ? headers : { 'Content-Type': type, ...headers },
        agent: false,
      },
      (reply) => {
        const parts: Buffer[] = [];
        const done = (broken: string | null) => {
          const whole = Buffer.concat(parts);
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: whole,
            text: whole.toString(),
            broken,
          });
        };
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () => done(null));
        reply.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown'));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Cookies of an answer, as a client sends them back. */
export function cookiesOf(reply: Reply): string {
  return (reply.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
