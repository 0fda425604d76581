import type { IncomingMessage, ServerResponse } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { answerHeaders, problemHeaders } from '../routes/api/answer-headers.js';
import { openApiDocument, openApiPath } from '../routes/api/openapi.js';
import { mounts } from '../routes/api-call.js';
import { routes as allRoutes } from '../routes/index.js';
import type { Route } from '../routes/route.js';

/** What was answered at an address of the API. */
export interface WatchedAnswer {
  readonly method: string;
  /** With the mount, without query and sub-path. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Holds every answer of the API against the OpenAPI document, by a validator that knows nothing of our schemas. */
export interface AnswerCheck {
  /** Follows one request; its answer is looked at when it is whole. */
  watch(req: IncomingMessage, res: ServerResponse): void;
  /** Why an answer is not as the document says; empty = it is. */
  faultsOf(answer: WatchedAnswer): string[];
  /** What was found so far, one line each. */
  faults(): readonly string[];
}

const headersSaid = z.record(z.string(), z.unknown()).default({});
const responses = z.record(
  z.string(),
  z.looseObject({ headers: headersSaid, content: z.record(z.string(), z.unknown()).optional() }),
);
const pathsOf = z.record(z.string(), z.record(z.string(), z.looseObject({ responses })));
const headersOfAll = ['x-request-id', 'x-content-type-options', 'cache-control'];
/** Instants and days are written in one way; an address of mail is looked at by nobody here. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: true,
} as const;
/** Longer answers (exports) are looked at without their body. */
const longestBody = 8_000_000;

export function createAnswerCheck(routes: readonly Route[] = allRoutes): AnswerCheck {
  const document = openApiDocument(routes, '');
  const paths = pathsOf.parse(document.paths);
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats, logger: false });
  ajv.addSchema({ ...document, $id: 'api' });
  const found: string[] = [];
  const problemFaults = (answer: WatchedAnswer) => [
    ...(answer.method === 'OPTIONS' ? [] : headerFaults(answer, problemHeaders)),
    ...typeFaults(answer, 'application/problem+json'),
    ...schemaFaults(ajv, '/components/schemas/Problem', answer.body),
  ];

  function faultsOf(answer: WatchedAnswer): string[] {
    const missing = headersOfAll.filter((name) => answer.headers[name] === undefined);
    const lacks = missing.map((name) => `has no header ${name}`);
    if (answer.method === 'OPTIONS') return answer.status === 204 ? [] : problemFaults(answer);
    if (answer.method === 'HEAD' || answer.status === 304) return lacks;
    if (answer.status >= 400) return [...lacks, ...problemFaults(answer)];
    const path = routeOf(routes, answer.path);
    const said = path === null ? undefined : paths[path]?.[answer.method.toLowerCase()]?.responses;
    const success = said?.[String(answer.status)];
    if (path === null || success === undefined) return [...lacks, `${answer.status} is not in the document`];
    lacks.push(...headerFaults(answer, success.headers));
    const types = Object.keys(success.content ?? {});
    const type = types.find((each) => answer.headers['content-type']?.startsWith(each)) ?? types[0];
    if (type === undefined) return [...lacks, ...(answer.body === '' ? [] : ['has a body'])];
    const pointer = ['paths', path, answer.method.toLowerCase(), 'responses', answer.status, 'content', type];
    const schema =
      type.endsWith('json') && !type.includes('ndjson') ? `/${pointer.map(escaped).join('/')}/schema` : null;
    return [
      ...lacks,
      ...typeFaults(answer, type),
      ...(schema === null ? [] : schemaFaults(ajv, schema, answer.body)),
    ];
  }

  return {
    faultsOf,
    faults: () => found,
    watch(req, res) {
      const path = (req.url ?? '').split('?', 1)[0] ?? '';
      if (mountOfPath(path) === null) return;
      collect(res, (body) => {
        const answer = {
          method: req.method ?? 'GET',
          path,
          status: res.statusCode,
          headers: headersOf(res),
          body,
        };
        for (const fault of faultsOf(answer))
          found.push(`${answer.method} ${path} ${answer.status}: ${fault}`);
      });
    },
  };
}

const escaped = (part: string | number) =>
  encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'));

function mountOfPath(path: string): string | null {
  return Object.values(mounts).find((prefix) => path.startsWith(`${prefix}/`)) ?? null;
}

/** The path of the document that an address belongs to: the first route that takes it, as the server does. */
function routeOf(routes: readonly Route[], path: string): string | null {
  const below = path.slice(mountOfPath(path)?.length ?? 0);
  const taken = routes.find(({ api }) => {
    const pattern = api?.below.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+');
    return pattern !== undefined && new RegExp(`^${pattern}$`).test(below);
  });
  return taken?.api === undefined ? null : openApiPath(taken.api.below);
}

/** Headers that always come and did not, and those that came where the document does not know them. */
function headerFaults({ headers }: WatchedAnswer, said: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(answerHeaders).flatMap(([name, { always }]) => {
    const [isSaid, came] = [name in said, headers[name.toLowerCase()] !== undefined];
    if (isSaid && always && !came) return [`has no header ${name}`];
    return came && !isSaid ? [`has a header ${name} that is not in the document`] : [];
  });
}

function typeFaults({ headers }: WatchedAnswer, wanted: string): string[] {
  const given = (headers['content-type'] ?? '').split(';', 1)[0];
  return given === wanted ? [] : [`is ${given || 'of no kind'}, not ${wanted}`];
}

function schemaFaults(ajv: Ajv2020, pointer: string, body: string): string[] {
  const check = ajv.getSchema(`api#${pointer}`);
  if (check === undefined) return [`the document has no ${pointer}`];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return [`is not JSON: ${error instanceof Error ? error.message : ''}`];
  }
  if (check(value) === true) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

function headersOf(res: ServerResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** The body of an answer that went out whole. */
function collect(res: ServerResponse, take: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const keep = (chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    length += chunk.length;
    if (length <= longestBody) chunks.push(Buffer.from(chunk));
  };
  const { write, end } = res;
  res.write = function (this: ServerResponse, ...given: unknown[]) {
    keep(given[0]);
    return Reflect.apply(write, res, given);
  };
  res.end = function (this: ServerResponse, ...given: unknown[]) {
    keep(given[0]);
    return Reflect.apply(end, res, given);
  };
  res.once('finish', () => {
    if (length <= longestBody) take(Buffer.concat(chunks).toString());
  });
}
