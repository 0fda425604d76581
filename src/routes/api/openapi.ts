import { z } from 'zod';
import { programVersion } from '../../config.js';
import type { ApiDescription } from '../api-route.js';
import { apiRoute } from '../api-route.js';
import type { Route } from '../route.js';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI document, made of the very schemas by which the routes check what they are sent. */
export function openApi(routes: () => readonly Route[]): Route {
  return apiRoute({
    method: 'get',
    path: '/api/v1/openapi.json',
    permission: 'signed_in',
    summary: 'This document',
    answer: z.record(z.string(), z.unknown()),
    answerWith: async (_parts, { req }) => openApiDocument(routes(), req.baseUrl),
  });
}

export function openApiDocument(routes: readonly Route[], baseUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    if (route.api === undefined) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, route.api) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'E-Claim REP',
      version: programVersion,
      description:
        'Money is text with two decimals, dates are Gregorian ISO 8601, names are snake_case. Opened by the session of the pages; changes need the header X-CSRF-Token and an own Origin.',
    },
    servers: [{ url: baseUrl === '' ? '/' : baseUrl }],
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'eclaim_session' } },
    },
    paths,
  };
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z
    .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
    .optional(),
});

function operation(route: Route, api: ApiDescription): Json {
  const success = String(api.status ?? 200);
  const failed = { $ref: '#/components/schemas/Problem' };
  return {
    summary: api.summary,
    ...(route.permission === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    ...(route.permission !== 'public' && { 'x-permission': route.permission }),
    parameters: [...pathParameters(route.path), ...queryParameters(api)],
    ...(api.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(api.body, 'input') } },
      },
    }),
    responses: {
      [success]: {
        description: 'Success',
        content: { [api.content ?? 'application/json']: { schema: schemaOf(api.answer, 'output') } },
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: failed } } },
    },
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: ApiDescription): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema as z.ZodType, 'input'), // every member of a ZodObject is one
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _version, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
