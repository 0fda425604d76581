import { z } from 'zod';
import { programVersion } from '../../config.js';
import { eventTypes, pingType } from '../../domain/webhook.js';
import { eventAnswer } from '../../domain/webhook-json.js';
import { type Mount, mounts } from '../api-call.js';
import { type ApiDescription, apiRoute } from '../api-route.js';
import type { ApiAddress, Route } from '../route.js';
import { problemSchema, problemTypes } from './problem-types.js';
import { headerParameter } from './request-headers.js';

/** Of the API, not of the program: its first number steps when a change breaks clients (`npm run check` finds that). */
const apiVersion = '1.0.0';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI document, made of the very schemas by which the routes check what they are sent. */
export function openApi(routes: () => readonly Route[]): Route {
  return apiRoute({
    method: 'get',
    path: '/openapi.json',
    scope: 'any',
    publicWhere: 'API_DOCUMENT_PUBLIC',
    summary: 'This document',
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
    paths[path] = { ...paths[path], [method]: operation(api, permission, baseUrl) };
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

const webhookHeaders: readonly (readonly [name: string, required: boolean, description: string])[] = [
  ['webhook-id', true, 'The same in every attempt and replay'],
  ['webhook-timestamp', true, 'Unix seconds of this attempt'],
  [
    'webhook-signature',
    true,
    'One `v1,BASE64` for each valid secret, with blanks between: HMAC-SHA256 over `webhook-id.webhook-timestamp.body` under the base64 part of the secret, decoded',
  ],
  [
    'x-hub-signature-256',
    false,
    'Where the endpoint has hub_signature: `sha256=` and hex of HMAC-SHA256 over the body alone, under the newest secret as text, `whsec_` included; the secret of before does not sign it',
  ],
];

/** What is posted to endpoints of others. */
function webhookDescriptions(): Json {
  const headers = webhookHeaders.map(([name, required, description]) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
    description,
  }));
  const post = (type: string) => ({
    summary: `Event ${type}, after Standard Webhooks 1.0`,
    parameters: headers,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(eventAnswer.omit({ id: true }), 'output') } },
    },
    responses: { '2XX': { description: 'Taken' }, default: { description: 'Sent again later; 410 ends it' } },
  });
  return Object.fromEntries([...eventTypes, pingType].map((type) => [type, { post: post(type) }]));
}

/** `/cases/:id` as the document writes it. */
export function openApiPath(below: string): string {
  return below.replace(/:(\w+)/g, '{$1}');
}

function serversOf(of: readonly Mount[], baseUrl: string): Json[] {
  return of.map((mount) => ({ url: `${baseUrl}${mounts[mount]}`, description: serverTexts[mount] }));
}

const serverTexts = { native: 'Our own paths', compat: 'The paths that clients of OpenCHS expect' } as const;

function operation(api: ApiAddress, permission: Route['permission'], baseUrl: string): Json {
  return {
    summary: api.summary,
    ...(api.mounts.length < 2 && { servers: serversOf(api.mounts, baseUrl) }),
    security: api.scope === 'none' ? [] : securityOf(api),
    ...(api.scope !== 'none' && { 'x-scope': api.scope, 'x-permission': permission }),
    parameters: [
      ...pathParameters(api.below),
      ...queryParameters(api),
      ...(api.headers ?? []).map(headerParameter),
    ],
    ...requestBody(api),
    responses: {
      ...successes(api),
      default: {
        description: 'A problem',
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
  return { requestBody: { required: true, content: Object.fromEntries(upload.map((type) => [type, {}])) } };
}

function successes(api: ApiAddress): Json {
  const answers = [
    api.answer === null ? null : schemaOf(api.answer, 'output'),
    ...(api.compatAnswer ? [schemaOf(api.compatAnswer, 'output')] : []),
  ];
  const main = answers.length > 1 ? { anyOf: answers } : (answers[0] ?? null);
  return Object.fromEntries([
    [String(api.status ?? 200), success(main, api.content, api.otherContent)],
    ...Object.entries(api.others ?? {}).map(([status, schema]) => [
      status,
      success(schema ? schemaOf(schema, 'output') : null, api.content),
    ]),
  ]);
}

function success(schema: Json | null, content = 'application/json', others: readonly string[] = []): Json {
  const texts = Object.fromEntries(others.map((type) => [type, { schema: { type: 'string' } }]));
  return { description: 'Success', ...(schema && { content: { [content]: { schema }, ...texts } }) };
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
