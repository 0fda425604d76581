/** The OpenAPI document as lines of /help/api: operations, events, headers of answers. */
import { z } from 'zod';
import type { Language } from '../../domain/errors.js';
import { thaiMeaning, thaiSummary } from '../../domain/json-fields.js';
import type { Translate } from '../words/index.js';
import { schemaText } from './schema-text.js';

/** A row of a table: name, kind of value, what it means. */
export interface FieldLine {
  readonly name: string;
  readonly kind: string;
  readonly text: string;
}

export interface OperationLine {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly needs: string;
  readonly addresses: readonly string[];
  readonly parameters: readonly FieldLine[];
  /** Each kind of content with a sketch of it. */
  readonly body: readonly { readonly type: string; readonly text: string }[];
  readonly answers: readonly {
    readonly status: string;
    readonly headers: string;
    readonly type: string;
    readonly text: string;
  }[];
}

/** A type of event, when it is told, and the fields of its `data`. */
export interface EventLine {
  readonly type: string;
  readonly when: string;
  readonly fields: readonly FieldLine[];
}

export interface ReaderWords {
  readonly t: Translate;
  readonly language: Language;
}

const said = z.looseObject({ description: z.string().optional(), [thaiMeaning]: z.string().optional() });
const fieldShape = z.looseObject({ ...said.shape, properties: z.record(z.string(), said).optional() });
const content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const operationShape = z.looseObject({
  summary: z.string(),
  [thaiSummary]: z.string(),
  'x-scope': z.string().optional(),
  'x-one-scope-of': z.array(z.string()).optional(),
  servers: z.array(z.object({ url: z.string() })).optional(),
  parameters: z.array(
    z.looseObject({ ...said.shape, name: z.string(), in: z.string(), schema: z.unknown() }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ headers: z.record(z.string(), z.unknown()).default({}), content: content.optional() }),
  ),
});
type Operation = z.output<typeof operationShape>;

const dataShape = z.looseObject({
  properties: z.looseObject({ data: z.looseObject({ properties: z.record(z.string(), fieldShape) }) }),
});
const eventShape = z.looseObject({
  ...said.shape,
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: dataShape }) }) }),
});

export const documentShape = z.looseObject({
  servers: z.array(z.object({ url: z.string() })),
  components: z.looseObject({
    headers: z.record(z.string(), z.looseObject({ ...said.shape, schema: z.unknown() })),
  }),
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  webhooks: z.record(z.string(), z.object({ post: eventShape })),
});
type ApiDocument = z.output<typeof documentShape>;

function meaningIn(language: Language, told: z.output<typeof said>): string {
  const thai = told[thaiMeaning];
  return language === 'th' && typeof thai === 'string' ? thai : (told.description ?? '');
}

/** Operations by the first word of their path. */
export function operationGroups(
  { paths, servers }: ApiDocument,
  words: ReaderWords,
): { readonly name: string; readonly operations: readonly OperationLine[] }[] {
  const groups = new Map<string, OperationLine[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const name = path.split('/')[1] ?? '';
      const at = (operation.servers ?? servers).map(({ url }) => `${url}${path}`);
      groups.set(name, [...(groups.get(name) ?? []), operationLine(words, { method, path, at }, operation)]);
    }
  return [...groups]
    .map(([name, operations]) => ({ name, operations }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function operationLine(
  { t, language }: ReaderWords,
  where: { readonly method: string; readonly path: string; readonly at: readonly string[] },
  operation: Operation,
): OperationLine {
  return {
    id: `${where.method}${where.path.replace(/[^a-z]+/gi, '-')}`,
    method: where.method.toUpperCase(),
    path: where.path,
    summary: language === 'th' ? operation[thaiSummary] : operation.summary,
    needs: needsOf(t, operation),
    addresses: where.at,
    parameters: operation.parameters.map((parameter) => {
      const kind = schemaText(parameter.schema);
      return {
        name: parameter.name,
        kind: parameter.in === 'header' ? `${t('help-api.header')}: ${kind}` : kind,
        text: meaningIn(language, parameter),
      };
    }),
    body: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => ({
      type,
      text: schema === undefined ? '' : schemaText(schema),
    })),
    answers: Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, response]) => {
        const [type, { schema } = {}] = Object.entries(response.content ?? {})[0] ?? [];
        const text = schema === undefined ? '' : schemaText(schema);
        return { status, headers: ownHeaders(response.headers), type: type ?? t('help-api.no_body'), text };
      }),
  };
}

function needsOf(t: Translate, operation: Operation): string {
  const { 'x-scope': scope, 'x-one-scope-of': oneOf } = operation;
  if (scope === undefined) return t('help-api.needs_none');
  if (scope !== 'any') return scope;
  return oneOf === undefined
    ? t('help-api.needs_any')
    : t('help-api.needs_one_of', { scopes: oneOf.join(', ') });
}

/** Headers of this answer beside those of every one. */
function ownHeaders(headers: Readonly<Record<string, unknown>>): string {
  return Object.keys(headers)
    .filter((name) => !/^(X-)?RateLimit|^X-Request-Id$/.test(name))
    .join(', ');
}

/** Every type of event with the fields of its `data`; those within a field stand behind it, `rows.read`. */
export function eventLines({ webhooks }: ApiDocument, { language }: ReaderWords): EventLine[] {
  return Object.entries(webhooks).map(([type, { post }]) => {
    const { properties } = post.requestBody.content['application/json'].schema.properties.data;
    const fields = Object.entries(properties).flatMap(([name, field]) => [
      { name, kind: field.properties ? '{ … }' : schemaText(field), text: meaningIn(language, field) },
      ...Object.entries(field.properties ?? {}).map(([inner, one]) => ({
        name: `${name}.${inner}`,
        kind: schemaText(one),
        text: meaningIn(language, one),
      })),
    ]);
    return { type, when: meaningIn(language, post), fields };
  });
}

/** Headers of answers and what they mean. */
export function headerLines({ components }: ApiDocument, { language }: ReaderWords): FieldLine[] {
  return Object.entries(components.headers).map(([name, header]) => ({
    name,
    kind: schemaText(header.schema),
    text: meaningIn(language, header),
  }));
}
