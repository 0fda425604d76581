import { z } from 'zod';
import { programVersion } from '../../config.js';
import { thaiSummary } from '../../domain/json-fields.js';
import { type Mount, mounts } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import type { ApiAddress, Route } from '../route.js';
import { headerComponents, problemHeaders, successHeaders } from './answer-headers.js';
import { type Json, schemaOf } from './json-schema.js';
import { parameterSaid } from './parameter-texts.js';
import { problemSchema, problemTypes } from './problem-types.js';
import { webhookDescriptions } from './webhook-descriptions.js';

/** Of the API, not of the program: its first number steps when a change breaks clients (`npm run check` finds that). */
const apiVersion = '1.0.0';

/** The OpenAPI document, made of the very schemas by which the routes check what they are sent. */
export function openApi(routes: () => readonly Route[]): Route {
  return apiRoute({
    method: 'get',
    path: '/openapi.json',
    scope: 'any',
    publicWhere: 'API_DOCUMENT_PUBLIC',
    summary: { en: 'This document', th: 'เอกสารนี้' },
    answer: z.record(z.string(), z.unknown()),
    answerWith: async (_parts, { req }) => openApiDocument(routes(), req.baseUrl),
  });
}

/** Paths stand below the mounts, which are the servers; an operation that one of them lacks names its own. */
export function openApiDocument(routes: readonly Route[], baseUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { method, api, permission } of routes) {
    if (api === undefined || api.mount !== api.mounts[0]) continue;
    const path = openApiPath(api.below);
    const named = { operationId: operationId(method, path), tags: [path.split('/')[1] ?? ''] };
    paths[path] = { ...paths[path], [method]: { ...named, ...operation(api, permission, baseUrl) } };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'E-Claim REP',
      version: apiVersion,
      'x-program-version': programVersion,
      description:
        'Money is text with two decimals, dates are Gregorian ISO 8601, names are snake_case. Opened by an API key, by the session of a one-time code (sendOTP, verifyOTP: its cookie opens both mounts; changes need an own Origin), or on the native mount by the session of the pages, whose changes need the header X-CSRF-Token too.',
    },
    servers: serversOf(['native', 'compat'], baseUrl),
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      headers: headerComponents(),
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key as a bearer token' },
        otp: { type: 'apiKey', in: 'cookie', name: 'HELPLINE_SESSION_ID' },
        session: { type: 'apiKey', in: 'cookie', name: 'eclaim_session' },
      },
    },
    paths,
    webhooks: webhookDescriptions(),
    'x-problem-types': problemTypes(),
  };
}

/** `/cases/:id` as the document writes it. */
export function openApiPath(below: string): string {
  return below.replace(/:(\w+)/g, '{$1}');
}

/** The name that generated clients give a call: `getCasesId`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function serversOf(of: readonly Mount[], baseUrl: string): Json[] {
  return of.map((mount) => ({ url: `${baseUrl}${mounts[mount]}`, description: serverTexts[mount] }));
}

const serverTexts = { native: 'Our own paths', compat: 'The paths that clients of OpenCHS expect' } as const;

function operation(api: ApiAddress, permission: Route['permission'], baseUrl: string): Json {
  return {
    summary: api.summary.en,
    [thaiSummary]: api.summary.th,
    ...(api.mounts.length < 2 && { servers: serversOf(api.mounts, baseUrl) }),
    security: api.scope === 'none' ? [] : securityOf(api),
    ...(api.scope !== 'none' && { 'x-scope': api.scope, 'x-permission': permission }),
    ...(api.oneScopeOf && { 'x-one-scope-of': api.oneScopeOf }),
    parameters: [
      ...pathParameters(api.below),
      ...queryParameters(api),
      ...(api.headers ?? []).map((name) => textParameter(api.below, name, 'header')),
    ],
    ...requestBody(api),
    responses: {
      ...successes(api),
      default: {
        description: 'A problem',
        headers: problemHeaders,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf({ mounts: of }: ApiAddress): Json[] {
  return [{ key: [] }, { bearer: [] }, { otp: [] }, ...(of.includes('native') ? [{ session: [] }] : [])];
}

function requestBody({ body, upload }: ApiAddress): Json {
  if (body !== undefined)
    return {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    };
  if (upload === undefined) return {};
  return { requestBody: { required: true, content: Object.fromEntries(upload.map(uploadContent)) } };
}

/** A file as the body itself, or as the part `file` of a form. */
function uploadContent(type: string): readonly [string, Json] {
  if (type !== 'multipart/form-data') return [type, { schema: { type: 'string' } }];
  const file = { type: 'string', format: 'binary', description: 'The file; a form has no other part' };
  return [type, { schema: { type: 'object', properties: { file }, required: ['file'] } }];
}

function successes(api: ApiAddress): Json {
  const answers = [
    api.answer === null ? null : schemaOf(api.answer, 'output'),
    ...(api.compatAnswer ? [schemaOf(api.compatAnswer, 'output')] : []),
  ];
  const main = answers.length > 1 ? { anyOf: answers } : (answers[0] ?? null);
  const usual = String(api.status ?? 200);
  return Object.fromEntries([
    [usual, success(api, usual, main, api.otherContent)],
    ...Object.entries(api.others ?? {}).map(([status, schema]) => [
      status,
      success(api, status, schema ? schemaOf(schema, 'output') : null),
    ]),
  ]);
}

function success(api: ApiAddress, status: string, schema: Json | null, others: readonly string[] = []): Json {
  const texts = Object.fromEntries(others.map((type) => [type, { schema: { type: 'string' } }]));
  const { content = 'application/json' } = api;
  return {
    description: status === '304' ? 'Not changed' : 'Success',
    headers: successHeaders(api, status),
    ...(schema && { content: { [content]: { schema }, ...texts } }),
  };
}

const textParameter = (below: string, name: string, place: 'path' | 'header'): Json => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
  ...parameterSaid(below, name),
});

function pathParameters(below: string): Json[] {
  return [...below.matchAll(/:(\w+)/g)].map(([, name = '']) => textParameter(below, name, 'path'));
}

function queryParameters({ below, query }: ApiAddress): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: withoutText(schemaOf(schema as z.ZodType, 'input')), // every member of a ZodObject is one
    ...parameterSaid(below, name),
  }));
}

/** What a parameter means stands beside its schema, from the one table. */
function withoutText({ description: _text, ...schema }: Json): Json {
  return schema;
}
