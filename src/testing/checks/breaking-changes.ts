import { z } from 'zod';

/** What a JSON schema of the OpenAPI document may hold, as far as a change of it can break a client. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}

const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const content = z.record(z.string(), z.looseObject({ schema: schema.optional() })).optional();
const operation = z.looseObject({
  'x-scope': z.string().optional(),
  servers: z.array(z.looseObject({ url: z.string() })).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema })).default([]),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ headers: z.record(z.string(), z.unknown()).default({}), content }),
  ),
});
const told = z.looseObject({ post: z.looseObject({ requestBody: z.looseObject({ content }) }) });
const documentShape = z.looseObject({
  servers: z.array(z.looseObject({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), told).default({}),
});
type ApiDocument = z.output<typeof documentShape>;
type Operation = z.output<typeof operation>;

/** What clients of the first document could do and can no longer, one line each. */
export function breakingChanges(before: unknown, now: unknown): string[] {
  const [kept, fresh] = [documentShape.parse(before), documentShape.parse(now)];
  return [...pathBreaks(kept, fresh), ...eventBreaks(kept, fresh)];
}

/** Events are told to receivers as answers are to callers. */
function eventBreaks(kept: ApiDocument, fresh: ApiDocument): string[] {
  return Object.entries(kept.webhooks).flatMap(([type, { post }]) => {
    const is = fresh.webhooks[type]?.post;
    if (is === undefined) return [`event ${type} is gone`];
    return contentBreaks(`event ${type}`, post.requestBody.content, is.requestBody.content, 'answered');
  });
}

function pathBreaks(kept: ApiDocument, fresh: ApiDocument): string[] {
  return Object.entries(kept.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, was]) => {
      const is = fresh.paths[path]?.[method];
      const where = `${method.toUpperCase()} ${path}`;
      if (is === undefined) return [`${where} is gone`];
      const servers = new Set((is.servers ?? fresh.servers).map(({ url }) => url));
      const lost = (was.servers ?? kept.servers).filter(({ url }) => !servers.has(url));
      return [
        ...lost.map(({ url }) => `${where} is no longer at ${url}`),
        ...operationBreaks(where, was, is),
      ];
    }),
  );
}

function operationBreaks(where: string, was: Operation, is: Operation): string[] {
  const breaks = was['x-scope'] === is['x-scope'] ? [] : [`${where} needs another scope`];
  for (const { name, schema: before } of was.parameters) {
    const now = is.parameters.find((one) => one.name === name);
    if (now === undefined) breaks.push(`${where} no longer knows the parameter ${name}`);
    else breaks.push(...narrowed(before, now.schema, `${where}?${name}`, 'sent'));
  }
  breaks.push(...contentBreaks(where, was.requestBody?.content, is.requestBody?.content, 'sent'));
  if (was.requestBody === undefined && is.requestBody !== undefined) breaks.push(`${where} wants a body`);
  for (const [status, response] of Object.entries(was.responses)) {
    const now = is.responses[status];
    if (now === undefined) breaks.push(`${where} no longer answers ${status}`);
    else {
      const lost = Object.keys(response.headers).filter((name) => !(name in now.headers));
      breaks.push(...lost.map((name) => `${where} ${status} has no header ${name} any more`));
      breaks.push(...contentBreaks(`${where} ${status}`, response.content, now.content, 'answered'));
    }
  }
  return breaks;
}

/** `sent` = by the client, whose values must still be taken; `answered` = to it, who must still understand them. */
type Way = 'sent' | 'answered';

function contentBreaks(
  where: string,
  was: z.output<typeof content>,
  is: z.output<typeof content>,
  way: Way,
): string[] {
  return Object.entries(was ?? {}).flatMap(([type, { schema: before }]) => {
    const now = is?.[type];
    if (now === undefined) return [`${where} is no longer ${type}`];
    if (before === undefined || now.schema === undefined) return [];
    return narrowed(before, now.schema, where, way);
  });
}

/** Why values of the one schema are no longer values of the other. */
function narrowed(was: Schema, is: Schema, where: string, way: Way): string[] {
  const [from, to] = way === 'sent' ? [was, is] : [is, was];
  const choices = { from: from.anyOf ?? from.oneOf, to: to.anyOf ?? to.oneOf };
  if (choices.from !== undefined || choices.to !== undefined) {
    const [all, fitting] = [choices.from ?? [from], choices.to ?? [to]];
    const lost = all.filter((one) => !fitting.some((other) => fits(one, other, way)));
    return lost.length === 0 ? [] : [`${where} takes other kinds of values`];
  }
  return [
    ...typeBreaks(from, to, where),
    ...boundBreaks(from, to, where, way),
    ...objectBreaks(was, is, where, way),
    ...(was.items && is.items ? narrowed(was.items, is.items, `${where}[]`, way) : []),
  ];
}

const fits = (from: Schema, to: Schema, way: Way) =>
  (way === 'sent' ? narrowed(from, to, '', way) : narrowed(to, from, '', way)).length === 0;

function typeBreaks(from: Schema, to: Schema, where: string): string[] {
  const wide = [to.type ?? []].flat();
  if (wide.length === 0) return [];
  const types = [from.type ?? []].flat();
  const taken = (type: string) => wide.includes(type) || (type === 'integer' && wide.includes('number'));
  return types.length > 0 && types.every(taken)
    ? []
    : [`${where} is ${types.join('|') || 'anything'}, not ${wide.join('|')}`];
}

/** New words in an answer break nobody who passes over what it does not know; lost words of a request do. */
function boundBreaks(from: Schema, to: Schema, where: string, way: Way): string[] {
  if (way === 'answered') return [];
  const words = ({ enum: list, const: only }: Schema) => list ?? (only === undefined ? null : [only]);
  const [given, taken] = [words(from), words(to)];
  const lost = taken === null ? [] : given === null ? ['any'] : given.filter((word) => !taken.includes(word));
  const tighter =
    (to.maxLength ?? Infinity) < (from.maxLength ?? Infinity) ||
    (to.minLength ?? 0) > (from.minLength ?? 0) ||
    (to.maximum ?? Infinity) < (from.maximum ?? Infinity) ||
    (to.minimum ?? -Infinity) > (from.minimum ?? -Infinity) ||
    (to.maxItems ?? Infinity) < (from.maxItems ?? Infinity) ||
    (to.pattern !== undefined && to.pattern !== from.pattern);
  return [
    ...(lost.length > 0 ? [`${where} no longer takes ${lost.map(String).join(', ')}`] : []),
    ...(tighter ? [`${where} has narrower bounds`] : []),
  ];
}

function objectBreaks(was: Schema, is: Schema, where: string, way: Way): string[] {
  if (was.properties === undefined || is.properties === undefined) return [];
  const { properties: now, required: needed = [] } = is;
  const known = was.required ?? [];
  const breaks = Object.entries(was.properties).flatMap(([name, before]) => {
    const after = now[name];
    if (after === undefined) return [`${where}.${name} is gone`];
    return narrowed(before, after, `${where}.${name}`, way);
  });
  const due =
    way === 'sent'
      ? needed.filter((name) => !known.includes(name)).map((name) => `${where}.${name} has to be sent`)
      : known.filter((name) => !needed.includes(name)).map((name) => `${where}.${name} may be absent`);
  return [...breaks, ...due];
}
