import type { Request, Response } from 'express';
import type { ZodObject, ZodType } from 'zod';
import { z } from 'zod';
import { invalidBody, invalidQuery } from './errors.js';
import type { Parts } from './parts.js';
import type { Route } from './route.js';

/** What openapi.json says about one API route; the frame checks requests against the same schemas. */
export interface ApiDescription {
  readonly summary: string;
  /** Query parameters. Any other name is 400. */
  readonly query?: ZodObject;
  /** JSON body. An unknown field is 422. */
  readonly body?: ZodType;
  readonly answer: ZodType;
  /** What the answer is, JSON unless said otherwise. */
  readonly content?: 'text/csv';
  /** Status of success, 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202 | 204;
}

const emptyQuery = z.object({});

type ReadBy<S> = S extends ZodType ? z.output<S> : undefined;

interface ApiRoute<Query extends ZodObject | undefined, Body extends ZodType | undefined> {
  readonly method: Route['method'];
  readonly path: string;
  readonly permission: Route['permission'];
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: ZodType;
  readonly status?: ApiDescription['status'];
  /** Answers the JSON body. Names are snake_case, money is text with two decimals. */
  readonly answerWith: (parts: Parts, asked: Asked<Query, Body>) => Promise<object>;
}

export interface Asked<Query, Body> {
  readonly query: ReadBy<Query>;
  readonly body: ReadBy<Body>;
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
  const { method, path, permission, summary, query, body, answer, status } = route;
  return {
    method,
    path,
    permission,
    api: { summary, answer, ...(query && { query }), ...(body && { body }), ...(status && { status }) },
    handle: (parts) => async (req, res) => {
      const asked: Asked<Query, Body> = {
        query: readQuery(query, req),
        body: readBody(body, req),
        param: (name) => String(req.params[name] ?? ''),
        req,
        res,
      };
      res.status(status ?? 200).json(await route.answerWith(parts, asked));
    },
  };
}

/** The same for an address whose answer is a CSV file, which `sendWith` sends by itself. */
export function csvApiRoute<Query extends ZodObject | undefined = undefined>(
  route: Pick<ApiRoute<Query, undefined>, 'path' | 'permission' | 'summary' | 'query'> & {
    readonly sendWith: (parts: Parts, asked: Asked<Query, undefined>) => Promise<unknown>;
  },
): Route {
  const { path, permission, summary, query } = route;
  return {
    method: 'get',
    path,
    permission,
    api: { summary, answer: z.string(), content: 'text/csv', ...(query && { query }) },
    handle: (parts) => async (req, res) => {
      const param = (name: string) => String(req.params[name] ?? '');
      await route.sendWith(parts, { query: readQuery(query, req), body: undefined, param, req, res });
    },
  };
}

function readQuery<Query extends ZodObject | undefined>(
  schema: Query | undefined,
  req: Request,
): ReadBy<Query> {
  const read = (schema ?? emptyQuery).strict().safeParse(req.query);
  if (!read.success) throw invalidQuery(read.error);
  // Undefined where there is no schema, else the output of the very schema that has just been applied.
  return (schema && read.data) as ReadBy<Query>;
}

function readBody<Body extends ZodType | undefined>(schema: Body | undefined, req: Request): ReadBy<Body> {
  const read = schema?.safeParse(req.body);
  if (read?.success === false) throw invalidBody(read.error);
  return read?.data as ReadBy<Body>; // as above
}
