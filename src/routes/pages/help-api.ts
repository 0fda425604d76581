import { z } from 'zod';
import { caseCsvFields } from '../../domain/case-csv.js';
import { eventTypes } from '../../domain/webhook.js';
import { openApiDocument } from '../api/openapi.js';
import { mounts } from '../api-call.js';
import {
  type ApiSample,
  readApiSamples,
  readWebhookReceiver,
  sampleScopes,
  sampleSettings,
} from '../api-samples.js';
import { ownOrigin } from '../cookies.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { webhookMessage, webhookSample } from '../webhook-sample.js';
import { schemaText } from './schema-text.js';

/** views/pages/help-api.ejs: the OpenAPI document as people read it. */
export interface HelpApiView {
  readonly mounts: { readonly native: string; readonly compat: string };
  readonly document: string;
  /** Address of the keys; null where the reader may not see them. */
  readonly keys: string | null;
  /** Programs to begin with, how they are told where and by whose key, and the command that makes such a key. */
  readonly samples: {
    readonly key: string;
    readonly settings: string;
    readonly programs: readonly ApiSample[];
  };
  /** Columns that a CSV of cases may have, and the server's own time, as words in a sentence. */
  readonly columns: string;
  readonly tz: string;
  /** What may be told by webhooks, a message, how a receiver checks it, and a whole receiver. */
  readonly events: string;
  readonly webhookMessage: string;
  readonly webhookSample: string;
  readonly receiver: { readonly file: string; readonly text: string };
  readonly groups: readonly { readonly name: string; readonly operations: readonly OperationLine[] }[];
}

interface OperationLine {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly needs: string;
  readonly addresses: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly kind: string; readonly text: string }[];
  /** Each kind of content with a sketch of it. */
  readonly body: readonly { readonly type: string; readonly text: string }[];
  readonly answers: readonly { readonly status: string; readonly type: string; readonly text: string }[];
}

const content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const operationShape = z.looseObject({
  summary: z.string(),
  'x-scope': z.string().optional(),
  servers: z.array(z.object({ url: z.string() })).optional(),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.string(),
      schema: z.looseObject({ description: z.string().optional() }),
    }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const documentShape = z.looseObject({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
});

/** `routes` are given late: this page is one of them. */
export function helpApi(routes: () => readonly Route[]): Route {
  const programs = readApiSamples();
  const receiver = readWebhookReceiver();
  return {
    method: 'get',
    path: '/help/api',
    permission: 'signed_in',
    handle: (parts) => async (req, res) => {
      const document = openApiDocument(routes(), req.baseUrl);
      const samples = {
        key: `eclaim-rep key create --name HIS --scope ${sampleScopes.join(',')}`,
        settings: sampleSettings(`${ownOrigin(req, parts)}${req.baseUrl}`),
        programs,
      };
      const view = helpApiView(pageContext(parts, res), document, { samples, receiver, tz: parts.config.TZ });
      await sendPage(res, 'help-api', view);
    },
  };
}

function helpApiView(
  context: PageContext,
  document: unknown,
  given: Pick<HelpApiView, 'samples' | 'receiver' | 'tz'>,
): HelpApiView {
  const { baseUrl, can } = context;
  const { paths, servers } = documentShape.parse(document);
  const groups = new Map<string, OperationLine[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const name = path.split('/')[1] ?? '';
      const at = (operation.servers ?? servers).map(({ url }) => `${url}${path}`);
      groups.set(name, [
        ...(groups.get(name) ?? []),
        operationLine(context, { method, path, at }, operation),
      ]);
    }
  return {
    mounts: { native: `${baseUrl}${mounts.native}`, compat: `${baseUrl}${mounts.compat}` },
    document: `${baseUrl}${mounts.native}/openapi.json`,
    keys: can('administer') ? `${baseUrl}/settings/keys` : null,
    ...given,
    columns: caseCsvFields.join(', '),
    events: eventTypes.join(', '),
    webhookMessage,
    webhookSample,
    groups: [...groups]
      .map(([name, operations]) => ({ name, operations }))
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
  };
}

function operationLine(
  { t }: PageContext,
  where: { readonly method: string; readonly path: string; readonly at: readonly string[] },
  operation: z.output<typeof operationShape>,
): OperationLine {
  const scope = operation['x-scope'];
  return {
    id: `${where.method}${where.path.replace(/[^a-z]+/gi, '-')}`,
    method: where.method.toUpperCase(),
    path: where.path,
    summary: operation.summary,
    needs: scope === undefined ? t('help-api.needs_none') : scope === 'any' ? t('help-api.needs_any') : scope,
    addresses: where.at,
    parameters: operation.parameters.map(({ name, in: place, schema }) => ({
      name,
      kind: place === 'header' ? `${t('help-api.header')}: ${schemaText(schema)}` : schemaText(schema),
      text: schema.description ?? '',
    })),
    body: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => ({
      type,
      text: schema === undefined ? '' : schemaText(schema),
    })),
    answers: Object.entries(operation.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, response]) => {
        const [type, { schema } = {}] = Object.entries(response.content ?? {})[0] ?? [];
        return {
          status,
          type: type ?? t('help-api.no_body'),
          text: schema === undefined ? '' : schemaText(schema),
        };
      }),
  };
}
