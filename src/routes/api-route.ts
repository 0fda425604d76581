import type { Request, Response } from 'express';
import type { ZodError, ZodObject, ZodType } from 'zod';
import { z } from 'zod';
import type { Caller } from '../domain/caller.js';
import type { Meaning } from '../domain/json-fields.js';
import { type Scope, scopePermissions } from '../domain/scope.js';
import { notStorable, unstorablePath } from '../domain/storable.js';
import { callerOf, type Mount, mountOf, nativeOnly } from './api-call.js';
import { invalidBody, invalidQuery } from './errors.js';
import type { Parts } from './parts.js';
import type { ApiAddress, Route } from './route.js';

/** Headers that some addresses heed; what they mean stands in api/parameter-texts. */
export type RequestHeader = 'Idempotency-Key' | 'If-Match' | 'If-None-Match' | 'Prefer';

/** Headers of success that a route says itself; the others follow from what it takes. */
export type SentHeader = 'Location' | 'ETag' | 'Content-Disposition' | 'Set-Cookie';

/** What openapi.json says about one API route; the frame checks requests against the same schemas. */
export interface ApiDescription {
  readonly summary: Meaning;
  /** Query parameters. Any other name is 400. */
  readonly query?: ZodObject;
  /** JSON body. An unknown field is 422; any is, where there is none. */
  readonly body?: ZodType;
  /** Headers of the request that it heeds, beside the credential. */
  readonly headers?: readonly RequestHeader[];
  /** Kinds of content of a body that the handler reads by itself, instead of `body`; any other is 415. */
  readonly upload?: readonly string[];
  /** What success answers; null = no body. */
  readonly answer: ZodType | null;
  /** The same on the compat mount, where it differs. */
  readonly compatAnswer?: ZodType;
  /** A Location comes with 201 and 202 alone. What each means stands in api/answer-headers. */
  readonly sends?: readonly SentHeader[];
  /** Where any credential opens it (scope `any`): a key needs one of these all the same. */
  readonly oneScopeOf?: readonly Scope[];
  /** What the answer is, JSON unless said otherwise. */
  readonly content?: string;
  /** Kinds of content that come instead where they are asked for. */
  readonly otherContent?: readonly string[];
  /** Status of success, 200 unless said otherwise. */
  readonly status?: SuccessStatus;
  /** A limit of its own for each caller, beside that of all calls. */
  readonly perMinute?: { readonly name: string; readonly calls: number };
  /** Open to everybody where this setting is on. */
  readonly publicWhere?: 'API_DOCUMENT_PUBLIC';
  /** Not counted as a call of the key: who watches the program is limited by address alone. */
  readonly health?: true;
  /** Further statuses that are no problem, with what they answer (null = no body). */
  readonly others?: Readonly<Partial<Record<SuccessStatus | 304, ZodType | null>>>;
}

type SuccessStatus = 200 | 201 | 202 | 204;
const emptyQuery = z.object({});
/** Where nothing is asked for, nothing or {} may come: fields would be passed over. */
const emptyBody = z.strictObject({}).optional();

type ReadBy<S> = S extends ZodType ? z.output<S> : undefined;

interface ApiRoute<Query extends ZodObject | undefined, Body extends ZodType | undefined>
  extends Omit<ApiDescription, 'query' | 'body'> {
  readonly method: Route['method'];
  /** Below the mount, e.g. `/cases/:id`. */
  readonly path: string;
  /** Our own mount alone unless said otherwise. */
  readonly mounts?: readonly Mount[];
  /** What a key must have; `any` = any credential, `none` = open to everybody. */
  readonly scope: Scope | 'any' | 'none';
  /** What a person must be allowed, where it is not what stands beside the scope in domain/scope. */
  readonly permission?: Route['permission'];
  readonly query?: Query;
  readonly body?: Body;
  /**
   * Answers the JSON body, or null where there is none or it was sent already. Names are snake_case, money is text with
   * two decimals. The status is that of the route unless the handler sets another one.
   */
  readonly answerWith: (parts: Parts, asked: Asked<Query, Body>) => Promise<object | null>;
}

export interface Asked<Query, Body> {
  readonly query: ReadBy<Query>;
  readonly body: ReadBy<Body>;
  readonly mount: Mount;
  /** Who calls; throws where the route is open to everybody (`callerOrNull` there). */
  readonly caller: Caller;
  /** One `:name` of the path. */
  param(name: string): string;
  readonly req: Request;
  readonly res: Response;
}

/** Makes a route of an API description: checks query (400) and body (422) by their schemas, then answers JSON. */
export function apiRoute<
  Query extends ZodObject | undefined = undefined,
  Body extends ZodType | undefined = undefined,
>(route: ApiRoute<Query, Body>): Route {
  const { method, path, permission, scope, mounts, answerWith, ...said } = route;
  return {
    ...addressOf({ method, path, scope, ...(permission && { permission }), ...(mounts && { mounts }) }, said),
    handle: (parts) => async (req, res) => {
      const asked = askedOf(req, res, readQuery(route.query, req), readBody(route.body, req));
      res.status(route.status ?? 200);
      const answer = await answerWith(parts, asked);
      if (res.headersSent) return;
      if (answer === null) res.end();
      else res.json(answer);
    },
  };
}

/** The same for an address whose answer is a CSV file, which `sendWith` sends by itself. */
export function csvApiRoute<Query extends ZodObject | undefined = undefined>(
  route: Pick<
    ApiRoute<Query, undefined>,
    'path' | 'mounts' | 'scope' | 'permission' | 'summary' | 'query'
  > & {
    readonly sendWith: (parts: Parts, asked: Asked<Query, undefined>) => Promise<unknown>;
  },
): Route {
  const { summary, query, sendWith, ...where } = route;
  const sends = ['Content-Disposition'] as const;
  const said = { summary, answer: z.string(), content: 'text/csv', sends, ...(query && { query }) };
  return {
    ...addressOf({ method: 'get', ...where }, said),
    handle: (parts) => async (req, res) => {
      await sendWith(parts, askedOf(req, res, readQuery(query, req), undefined));
    },
  };
}

/** Where a route is and who may call it; the list of routes puts it on each of its mounts. */
function addressOf(
  route: Pick<ApiAddress, 'scope'> & {
    readonly method: Route['method'];
    readonly path: string;
    readonly mounts?: readonly Mount[];
    readonly permission?: Route['permission'];
  },
  said: ApiDescription,
): Omit<Route, 'handle'> {
  const { method, path, scope, mounts = nativeOnly } = route;
  const usual = scope === 'none' ? 'public' : scope === 'any' ? 'signed_in' : scopePermissions[scope];
  return {
    method,
    path,
    permission: route.permission ?? usual,
    api: { ...said, below: path, mounts, mount: mounts[0] ?? 'native', scope },
  };
}

function askedOf<Query, Body>(
  req: Request,
  res: Response,
  query: ReadBy<Query>,
  body: ReadBy<Body>,
): Asked<Query, Body> {
  return {
    query,
    body,
    mount: mountOf(res),
    get caller() {
      return callerOf(res);
    },
    param: (name) => String(req.params[name] ?? ''),
    req,
    res,
  };
}

/** A text that no database takes, as a schema would find it. */
function unstorableIn(input: unknown): ZodError | null {
  const path = unstorablePath(input);
  return path && new z.ZodError([{ code: 'custom', path, message: notStorable, input }]);
}

function readQuery<Query extends ZodObject | undefined>(
  schema: Query | undefined,
  req: Request,
): ReadBy<Query> {
  const read = (schema ?? emptyQuery).strict().safeParse(req.query);
  if (!read.success) throw invalidQuery(read.error);
  const unstorable = unstorableIn(req.query);
  if (unstorable !== null) throw invalidQuery(unstorable);
  // Undefined where there is no schema, else the output of the very schema that has just been applied.
  return (schema && read.data) as ReadBy<Query>;
}

function readBody<Body extends ZodType | undefined>(schema: Body | undefined, req: Request): ReadBy<Body> {
  // An upload is read by its route, and no body of GET by anybody: neither is there yet.
  const read = (schema ?? emptyBody).safeParse(req.body);
  if (!read.success) throw invalidBody(read.error);
  const unstorable = unstorableIn(req.body);
  if (unstorable !== null) throw invalidBody(unstorable);
  return (schema && read.data) as ReadBy<Body>; // as above
}
